// Protocol Buffers on the wire, as far as ONNX asks for it: fields in the order in which they are given.
// Source: "Encoding" in the documentation of Protocol Buffers.

const VARINT = 0;
const BYTES = 2;

/** One field, or several one after another: a message. */
export type Fields = readonly number[] | Uint8Array;

/** A whole number ≥ 0, below 2⁵³. */
export const integer = (field: number, value: number): Fields => [...varint(field * 8 + VARINT), ...varint(value)];

export const text = (field: number, value: string): Fields => bytes(field, new TextEncoder().encode(value));

/** Bytes as they are, or a message within this one. */
export function bytes(field: number, value: Fields): Fields {
  return message(varint(field * 8 + BYTES), varint(value.length), value);
}

export function message(...fields: readonly Fields[]): Uint8Array {
  const joined = new Uint8Array(fields.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const field of fields) {
    joined.set(field, at);
    at += field.length;
  }
  return joined;
}

/** Seven bits a byte, the lowest first; the highest bit says that more follow. */
function varint(value: number): number[] {
  const groups: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) groups.push((left % 128) + 128);
  return [...groups, left];
}
