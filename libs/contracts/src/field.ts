// What a field of an event is, and how fields become objects: their schema, and the source text that prints and reads them.
// The kinds of field are in `fields.ts`.

import { z } from 'zod';
import { constant, type Piece } from './pieces.ts';

/**
 * One field of a payload. `Value` is what a core sees; the wire form is what `schema` accepts.
 * `encode` says what is printed, `decode` returns a JavaScript expression: in both `p` is the payload, `w` the wire
 * object, `c` the journal's `Names`, and the argument is the expression that reads this field.
 */
export interface Field<Value> {
  readonly shape: FieldShape;
  readonly schema: z.ZodType;
  readonly encode: (value: string) => readonly Piece[];
  readonly decode: (value: string) => string;
  /** Exists only in the type checker. */
  readonly value?: Value;
}

/** What a field is, as data: what documents and tests of the contract are made from. */
export type FieldShape =
  | { readonly kind: PlainKind }
  | { readonly kind: 'assetAmount'; readonly assetKey: string }
  | { readonly kind: 'oneOf'; readonly names: readonly string[] }
  | { readonly kind: 'json'; readonly schema: z.ZodType }
  | { readonly kind: 'variants'; readonly tag: string; readonly cases: Readonly<Record<string, Fields>> };

export type PlainKind =
  | 'instrument'
  | 'strategy'
  | 'price'
  | 'prices'
  | 'qty'
  | 'money'
  | 'weight'
  | 'measurement'
  | 'count'
  | 'instant'
  | 'barLength'
  | 'flag'
  | 'text'
  | 'token';

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type ValueOf<F> = F extends Field<infer Value> ? Value : never;
export type PayloadOf<F extends Fields> = { readonly [Key in keyof F]: ValueOf<F[Key]> };

/** The strict zod object of `fields`, with `extra` schemas beside them. */
export function objectSchema(extra: Record<string, z.ZodType>, fields: Fields): z.ZodObject {
  const shape: Record<string, z.ZodType> = { ...extra };
  for (const [key, field] of Object.entries(fields)) shape[key] = field.schema;
  return z.strictObject(shape);
}

/** An object as canonical JSON: keys in code-unit order, no spaces. */
export function encodeObject(fields: Fields, read: (key: string) => string): readonly Piece[] {
  const keys = Object.keys(fields).sort();
  const parts = keys.flatMap((key, index) => {
    const field = fields[key];
    if (field === undefined) throw new Error(`field ${key} vanished`);
    return [constant(`${index === 0 ? '' : ','}${JSON.stringify(key)}:`), ...field.encode(read(key))];
  });
  return [constant('{'), ...parts, constant('}')];
}

/** An expression that builds the core's object from the wire object, in the order of definition. */
export function decodeObject(fields: Fields, read: (key: string) => string): string {
  return `{ ${Object.entries(fields)
    .map(([key, field]) => `${key}: ${field.decode(read(key))}`)
    .join(', ')} }`;
}
