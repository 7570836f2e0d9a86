// Every event type: the generated serialiser against the generic printer, there and back, and what reading refuses.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalogs, payloads } from '../testing/arbitrary.ts';
import { wireOf } from '../testing/naive-wire.ts';
import { ByteWriter } from './byte-writer.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Catalog } from './catalog.ts';
import { compileCodec, type Codec } from './codec.ts';
import type { EventDefinition } from './define-event.ts';
import type { Fields } from './field.ts';
import { EVENTS, EVENT_TYPES } from './registry.ts';

type Payload = Record<string, unknown>;

/** A catalog, and a payload that speaks of it. */
const cases = ({ fields }: EventDefinition): fc.Arbitrary<[Catalog, Payload]> =>
  catalogs.chain((catalog) => fc.tuple(fc.constant(catalog), payloads(fields, catalog)));

const codecOf = (definition: EventDefinition, catalog: Catalog): Codec<Payload> => compileCodec(definition, catalog);

describe.each(EVENT_TYPES)('%s', (type) => {
  const definition: EventDefinition = EVENTS[type];

  test('is printed as the generic printer prints its wire object', () => {
    fc.assert(
      fc.property(cases(definition), ([catalog, payload]) => {
        const wire = wireOf(definition.fields, payload, catalog);
        expect(codecOf(definition, catalog).encode(payload)).toBe(canonicalJson(wire));
      }),
    );
  });

  test('is written as bytes as it is printed', () => {
    fc.assert(
      fc.property(cases(definition), ([catalog, payload]) => {
        const { encode, write } = codecOf(definition, catalog);
        const writer = new ByteWriter(8);
        write(payload, writer);
        expect(new TextDecoder().decode(writer.written())).toBe(encode(payload));
      }),
    );
  });

  test('comes back from its text as it was', () => {
    fc.assert(
      fc.property(cases(definition), ([catalog, payload]) => {
        const { encode, decode } = codecOf(definition, catalog);
        const wire: unknown = JSON.parse(encode(payload));
        expect(decode(definition.schema.parse(wire))).toStrictEqual(payload);
      }),
    );
  });

  test('is refused with a key too many or too few, at any depth', () => {
    fc.assert(
      fc.property(cases(definition), fc.nat(), ([catalog, payload], pick) => {
        const text = codecOf(definition, catalog).encode(payload);
        expect(definition.schema.safeParse(JSON.parse(text)).success).toBe(true);
        for (const damage of damages(definition.fields, payload, pick)) {
          const wire = JSON.parse(text) as Payload;
          damage(wire);
          expect(definition.schema.safeParse(wire).success).toBe(false);
        }
      }),
    );
  });
});

/** Ways to damage the wire form: one key more, one key less, in the payload and in each union inside it. */
function damages(fields: Fields, payload: Payload, pick: number): ((wire: Payload) => void)[] {
  const keys = Object.keys(fields);
  const lost = keys[pick % keys.length];
  const inside = Object.entries(fields).flatMap(([key, { shape }]) => {
    if (shape.kind !== 'variants') return [];
    const chosen = payload[key] as Payload;
    const name = chosen[shape.tag] as string;
    const unknownCase = (wire: Payload): void => void (wire[shape.tag] = `${name}?`);
    return [...damages(shape.cases[name] ?? {}, chosen, pick), unknownCase].map(
      (damage) => (wire: Payload) => damage(wire[key] as Payload),
    );
  });
  return [
    (wire) => (wire['unheardOf'] = 1),
    ...(lost === undefined ? [] : [(wire: Payload) => void delete wire[lost]]),
    ...inside,
  ];
}

describe('Every definition', () => {
  const everyField = (fields: Fields): Fields[string][] =>
    Object.values(fields).flatMap((field) =>
      field.shape.kind === 'variants' ? [field, ...Object.values(field.shape.cases).flatMap(everyField)] : [field],
    );

  test.each(EVENT_TYPES)('%s has its name, and says beside each number what its scale hangs on', (type) => {
    const { fields, ...definition }: EventDefinition = EVENTS[type];
    expect(definition.type).toBe(type);
    expect(definition.schemaVersion).toBeGreaterThan(0);
    for (const { shape } of everyField(fields)) {
      if (shape.kind === 'price' || shape.kind === 'qty') expect(fields['instrument']?.shape.kind).toBe('instrument');
      if (shape.kind === 'assetAmount') expect(fields[shape.assetKey]?.shape.kind).toBe('token');
    }
  });
});
