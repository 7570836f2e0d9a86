// Payloads of any event type, made from the definition alone: a new type or field kind is covered without a new line here.
// Values reach beyond what a market ever shows: amounts past 2^53, names that need escaping, text of every plane.

import fc from 'fast-check';
import type { z } from 'zod';
import { marketSymbol, normalise, timeframe, WEIGHT_ONE } from '@tradingbot/domain';
import type { Catalog } from '../src/catalog.ts';
import type { Fields, FieldShape } from '../src/field.ts';

const AWKWARD = [
  '"',
  '\\',
  '\b\f\n\r\t',
  '\u0000\u001f\u007f',
  '\u2028\u2029',
  'é',
  '😀',
  '\uffff',
  ':',
  '%3A',
  "'",
  '${1}',
];

/** Any well-formed text. */
export const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...AWKWARD)).map((parts) => parts.join('')),
);
const names = texts.filter((text) => text !== '');
const tokens = fc.stringMatching(/^[A-Za-z0-9._:-]+$/);
const scales = fc.integer({ min: 0, max: 8 });

/** A catalog with names that need escaping and scales of every size. */
export const catalogs: fc.Arbitrary<Catalog> = tokens.chain((currency) =>
  fc.record({
    instruments: fc.uniqueArray(
      fc.record({
        symbol: names.map(marketSymbol),
        venue: names,
        assetClass: fc.constant('crypto_spot' as const),
        base: tokens.filter((asset) => asset !== currency),
        quote: fc.constant(currency),
        priceScale: scales,
        qtyScale: scales,
        calendar: fc.constant('24x7' as const),
      }),
      { selector: ({ symbol }) => symbol, minLength: 1, maxLength: 4 },
    ),
    strategies: fc.uniqueArray(names, { minLength: 1, maxLength: 4 }),
    currency: fc.constant(currency),
  }),
);

export const safeIntegers = fc.maxSafeInteger().map((value) => value + 0);
const exactAmounts = fc.oneof(
  safeIntegers,
  fc.constantFrom(0, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2n ** 53n, -(2n ** 53n)),
  fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }).map(normalise),
);
const barLengths = fc
  .tuple(fc.integer({ min: 1, max: 9_999 }), fc.constantFrom(1, 60, 3_600, 86_400))
  .map(([length, seconds]) => timeframe(length * seconds * 1_000_000));

/** A payload of `fields` as a core would emit it. */
export function payloads(fields: Fields, catalog: Catalog): fc.Arbitrary<Record<string, unknown>> {
  const members = Object.entries(fields).map(([key, { shape }]) => [key, values(shape, catalog)]);
  return fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, { noNullPrototype: true });
}

function values(shape: FieldShape, catalog: Catalog): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'instrument':
      return fc.nat(catalog.instruments.length - 1);
    case 'strategy':
      return fc.nat(catalog.strategies.length - 1);
    case 'price':
      return fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    case 'prices':
      return fc.array(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { maxLength: 5 });
    case 'qty':
    case 'count':
      return fc.maxSafeNat();
    case 'money':
    case 'assetAmount':
      return exactAmounts;
    case 'weight':
      return fc.integer({ min: 0, max: WEIGHT_ONE });
    case 'measurement':
      return fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    case 'instant':
      return safeIntegers;
    case 'barLength':
      return barLengths;
    case 'flag':
      return fc.boolean();
    case 'text':
      return texts;
    case 'token':
      // Amounts beside it are at the scale of the asset that it names.
      return fc.constantFrom(catalog.currency, ...catalog.instruments.map(({ base }) => base));
    case 'oneOf':
      return fc.constantFrom(...shape.names);
    case 'json':
      return ofSchema(shape.schema);
    case 'variants': {
      const cases = Object.entries(shape.cases);
      const tagged = cases.map(([name, fields]) =>
        payloads(fields, catalog).map((rest) => ({ [shape.tag]: name, ...rest })),
      );
      return fc.oneof(...tagged);
    }
  }
}

/** Values that a zod schema accepts, for the few schemas that events hold as free structure. */
function ofSchema(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object': {
      const members = Object.entries(def.shape).map(([key, member]) => [key, ofSchema(member)]);
      return fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, { noNullPrototype: true });
    }
    case 'array':
      return fc.array(ofSchema(def.element), { maxLength: 3 });
    case 'record':
      return fc.dictionary(
        texts.filter((key) => key !== '__proto__'),
        ofSchema(def.valueType),
        { noNullPrototype: true },
      );
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'string':
      return texts;
    case 'number':
      return fc.maxSafeNat();
    case 'boolean':
      return fc.boolean();
    case 'nullable':
      return fc.option(ofSchema(def.innerType));
    case 'lazy':
      // The schema of any JSON is the only one that refers to itself.
      return anyJson;
    default:
      throw new Error(`no arbitrary for a zod schema of type ${def.type}`);
  }
}

/** JSON that has been through JSON: without −0. */
export const anyJson: fc.Arbitrary<unknown> = fc
  .jsonValue({ stringUnit: 'binary' })
  .map((value): unknown => JSON.parse(JSON.stringify(value)))
  .filter((value) => !JSON.stringify(value).includes('"__proto__":'));
