// A field that is one of several objects, told apart by a tag: the targets of signals, the codes of denials.

import { z } from 'zod';
import { decodeObject, encodeObject, objectSchema, type Field, type Fields, type PayloadOf } from './field.ts';
import { constant } from './pieces.ts';

type Variants = Readonly<Record<string, Fields>>;
type VariantValue<Tag extends string, Cases extends Variants> = {
  [Case in keyof Cases & string]: { readonly [Key in Tag]: Case } & PayloadOf<Cases[Case]>;
}[keyof Cases & string];

/** A union on the field `tag`: each case has only the fields that it needs. */
export const variants = <const Tag extends string, const Cases extends Variants>(
  tag: Tag,
  cases: Cases,
): Field<VariantValue<Tag, Cases>> => {
  const names = Object.keys(cases);
  const options = names.map((name) => objectSchema({ [tag]: z.literal(name) }, cases[name] ?? {}));
  const isCase = (value: string, name: string): string => `${value}.${tag} === ${JSON.stringify(name)}`;
  const unknown = (value: string): string => `unknownVariant(${value}.${tag})`;
  const fieldsOf = (name: string): Fields => ({ [tag]: literal(name), ...cases[name] });
  return {
    shape: { kind: 'variants', tag, cases },
    schema: z.discriminatedUnion(tag, options as [(typeof options)[number]]),
    encode: (value) => [
      {
        kind: 'choice',
        choices: names.map((name) => ({
          condition: isCase(value, name),
          pieces: encodeObject(fieldsOf(name), (key) => `${value}.${key}`),
        })),
        otherwise: unknown(value),
      },
    ],
    decode: (value) => {
      const choose = names.map(
        (name) => `${isCase(value, name)} ? ${decodeObject(fieldsOf(name), (key) => `${value}.${key}`)} : `,
      );
      return `(${choose.join('')}${unknown(value)})`;
    },
  };
};

const literal = (name: string): Field<string> => ({
  shape: { kind: 'oneOf', names: [name] },
  schema: z.literal(name),
  encode: () => [constant(JSON.stringify(name))],
  decode: () => JSON.stringify(name),
});
