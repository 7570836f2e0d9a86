// A field that is one of several objects, told apart by a tag: the targets of signals, the codes of denials.

import { z } from 'zod';
import { decodeObject, encodeObject, objectSchema, type Field, type Fields, type PayloadOf } from './field.ts';

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
  const choose = (value: string, one: (name: string, fields: Fields) => string): string =>
    names.reduceRight(
      (rest, name) => `${value}.${tag} === ${JSON.stringify(name)} ? ${one(name, cases[name] ?? {})} : ${rest}`,
      `unknownVariant(${value}.${tag})`,
    );
  return {
    shape: { kind: 'variants', tag, cases },
    schema: z.discriminatedUnion(tag, options as [(typeof options)[number]]),
    encode: (value) =>
      `(${choose(value, (name, fields) =>
        encodeObject({ [tag]: literal(name), ...fields }, (key) => `${value}.${key}`),
      )})`,
    decode: (value) =>
      `(${choose(value, (name, fields) =>
        decodeObject({ [tag]: literal(name), ...fields }, (key) => `${value}.${key}`),
      )})`,
  };
};

const literal = (name: string): Field<string> => ({
  shape: { kind: 'oneOf', names: [name] },
  schema: z.literal(name),
  encode: () => JSON.stringify(JSON.stringify(name)),
  decode: () => JSON.stringify(name),
});
