// An event as a line of a journal: the whole envelope, canonical, and what reading a payload refuses.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CATALOG, filled } from '@tradingbot/testing';
import { DecimalError, micros } from '@tradingbot/domain';
import { ZodError } from 'zod';
import { texts } from '../testing/arbitrary.ts';
import { sequencedEvents } from '../testing/arbitrary-events.ts';
import { wireOf } from '../testing/naive-wire.ts';
import { canonicalJson } from './canonical-json.ts';
import { sequencedFact } from './envelope.ts';
import { eventId } from './ids.ts';
import { EVENTS, TYPE_CODE } from './registry.ts';
import { serialiserFor } from './serialiser.ts';

describe('A line of a journal', () => {
  test('is the canonical JSON of the envelope', () => {
    fc.assert(
      fc.property(sequencedEvents, texts, ([catalog, event], journal) => {
        const { type, position, time, source, cause, correlation } = event;
        const { fields, schemaVersion } = EVENTS[type];
        const payload = wireOf(fields, event.payload, catalog);
        const id = eventId(event, journal, catalog);
        const envelope = { journal, position, id, type, schemaVersion, source, time, cause, correlation, payload };
        expect(serialiserFor(catalog).line(event, journal)).toBe(canonicalJson(envelope));
      }),
      { numRuns: 300 },
    );
  });

  test('holds the payload as it is hashed', () => {
    fc.assert(
      fc.property(sequencedEvents, ([catalog, event]) => {
        const serialiser = serialiserFor(catalog);
        const { payload } = JSON.parse(serialiser.line(event, 'J'));
        expect(serialiser.payload(event)).toBe(canonicalJson(payload));
        expect(serialiser.parse(event.type, payload)).toStrictEqual(event.payload);
      }),
      { numRuns: 300 },
    );
  });
});

describe('Reading a payload', () => {
  const { parse, payload } = serialiserFor(CATALOG);
  const { type, payload: fill } = filled('o1', 'buy', '1', '100');
  const wire = JSON.parse(payload(sequencedFact(type, TYPE_CODE[type], 1, micros(0), 'venue-sim', fill)));

  test.each<[string, Record<string, unknown>, new (...args: never[]) => Error]>([
    ['an unknown key', { note: 'x' }, ZodError],
    ['a number where a decimal string belongs', { price: 100 }, ZodError],
    ['a decimal that is not canonical', { price: '100.0' }, ZodError],
    ['an exponent', { price: '1e2' }, ZodError],
    ['more decimals than the instrument has', { price: '100.001' }, DecimalError],
    ['a price beyond what is exact', { price: '900719925474099.20' }, ZodError],
    ['a price beyond what is exact, in canonical form', { price: '900719925474099.2' }, DecimalError],
  ])('refuses %s', (_what, over, Refusal) => {
    expect(parse(type, wire)).toStrictEqual(fill);
    expect(() => parse(type, { ...wire, ...over })).toThrow(Refusal);
  });

  test('that was checked before gives the same without checking', () => {
    fc.assert(
      fc.property(sequencedEvents, ([catalog, event]) => {
        const serialiser = serialiserFor(catalog);
        const checked: unknown = JSON.parse(serialiser.payload(event));
        expect(serialiser.read(event.type, checked)).toStrictEqual(serialiser.parse(event.type, checked));
        expect(serialiser.read(event.type, checked)).toStrictEqual(event.payload);
      }),
      { numRuns: 300 },
    );
  });

  test('refuses an instrument that is not in the catalog', () => {
    expect(() => parse(type, { ...wire, instrument: 'XRPUSDT' })).toThrow('instrument "XRPUSDT" is not in the journal');
  });
});
