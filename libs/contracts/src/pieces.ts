// What a payload is printed as, piece by piece, and the source text of two printers made from it: one that gives a
// string, one that writes bytes. A piece names what it prints by the JavaScript expression that reads it.

export type Piece =
  /** Printed as it stands. */
  | { readonly kind: 'constant'; readonly text: string }
  /** An exact integer at a scale, as a plain decimal. */
  | { readonly kind: 'decimal'; readonly value: string; readonly scale: string }
  /** A safe integer. */
  | { readonly kind: 'integer'; readonly value: string }
  /** A string of printable ASCII, without quotes around it. */
  | { readonly kind: 'ascii'; readonly value: string }
  /** A string of any characters. */
  | { readonly kind: 'text'; readonly value: string }
  /** One of the journal's names, whose bytes are known. */
  | { readonly kind: 'name'; readonly text: string; readonly bytes: string }
  /** The first choice whose condition holds; `otherwise` is an expression that never returns. */
  | { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly otherwise: string };

export interface Choice {
  readonly condition: string;
  readonly pieces: readonly Piece[];
}

export const constant = (text: string): Piece => ({ kind: 'constant', text });
export const quoted = (piece: Piece): readonly Piece[] => [constant('"'), piece, constant('"')];

/** Neighbouring constants become one. */
export function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece.kind === 'constant' && last?.kind === 'constant')
      result[result.length - 1] = constant(last.text + piece.text);
    else result.push(piece);
  }
  return result;
}

/** An expression that gives the string. */
export const stringOf = (pieces: readonly Piece[]): string => joined(pieces).map(stringOfPiece).join(' + ');

function stringOfPiece(piece: Piece): string {
  switch (piece.kind) {
    case 'constant':
      return JSON.stringify(piece.text);
    case 'decimal':
      return `decimal(${piece.value}, ${piece.scale})`;
    case 'integer':
    case 'ascii':
    case 'text':
      return piece.value;
    case 'name':
      return piece.text;
    case 'choice': {
      const choose = piece.choices.map(({ condition, pieces }) => `${condition} ? ${stringOf(pieces)} : `);
      return `(${choose.join('')}${piece.otherwise})`;
    }
  }
}

/** Statements that write the bytes to `w`. @param constants where the texts of constants go; `k3` is the fourth of them */
export const bytesOf = (pieces: readonly Piece[], constants: string[]): string =>
  joined(pieces)
    .map((piece) => bytesOfPiece(piece, constants))
    .join(' ');

function bytesOfPiece(piece: Piece, constants: string[]): string {
  switch (piece.kind) {
    case 'constant':
      return `w.constant(k${constants.push(piece.text) - 1});`;
    case 'decimal':
      return `w.decimal(${piece.value}, ${piece.scale});`;
    case 'integer':
      return `w.integer(${piece.value});`;
    case 'ascii':
      return `w.ascii(${piece.value});`;
    case 'name':
      return `w.constant(${piece.bytes});`;
    case 'text':
      return `w.text(${piece.value});`;
    case 'choice': {
      const choose = piece.choices.map(
        ({ condition, pieces }) => `if (${condition}) { ${bytesOf(pieces, constants)} }`,
      );
      return `${choose.join(' else ')} else ${piece.otherwise};`;
    }
  }
}
