// The small messages and the pages of the log arrive as they were sent; nothing else is taken for one.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { safeIntegers, texts } from '../../testing/arbitrary.ts';
import { sequencedEvents } from '../../testing/arbitrary-events.ts';
import { serialiserFor } from '../serialiser.ts';
import { decodeDone, decodeHead, encodeDone, encodeHead, type CoreDone, type LogHead } from './liveness.ts';
import { decodePage, decodeRead, encodePage, encodeRead, PAGE_LIMIT, type ReadRequest } from './read.ts';

const counts = fc.maxSafeNat();

describe('The head of the log', () => {
  const heads: fc.Arbitrary<LogHead> = fc.record(
    { journal: texts, position: counts, time: safeIntegers, epoch: counts, closed: fc.boolean() },
    { noNullPrototype: true },
  );

  test('arrives as it was sent', () => {
    fc.assert(fc.property(heads, (head) => expect(decodeHead(encodeHead(head))).toStrictEqual(head)));
  });

  test.each(['', '{}', '{"journal":"J","position":1.5,"time":0,"epoch":1,"closed":false}'])('is none: %j', (text) => {
    expect(() => decodeHead(text)).toThrow();
  });
});

describe('How far a core has decided', () => {
  const dones: fc.Arbitrary<CoreDone> = fc.record(
    { journal: texts, done: counts, emitted: counts, wake: fc.option(safeIntegers) },
    { noNullPrototype: true },
  );

  test('arrives as it was sent', () => {
    fc.assert(fc.property(dones, (done) => expect(decodeDone(encodeDone(done))).toStrictEqual(done)));
  });

  test.each(['', '{}', '{"journal":"J","done":1,"emitted":1}'])('is none: %j', (text) => {
    expect(() => decodeDone(text)).toThrow();
  });
});

describe('A page of the log', () => {
  const requests: fc.Arbitrary<ReadRequest> = fc.record(
    { journal: texts, after: counts, limit: fc.integer({ min: 1, max: PAGE_LIMIT }) },
    { noNullPrototype: true },
  );

  test('is asked for as it was sent', () => {
    fc.assert(fc.property(requests, (request) => expect(decodeRead(encodeRead(request))).toStrictEqual(request)));
  });

  test.each([0, PAGE_LIMIT + 1, 1.5])('is refused when it would be of %d lines', (limit) => {
    expect(() => decodeRead(JSON.stringify({ journal: 'J', after: 0, limit }))).toThrow();
  });

  test('brings the stored lines, in order; none is an empty page', () => {
    const lines = sequencedEvents.map(([catalog, event]) => serialiserFor(catalog).line(event, 'J'));
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 4 }), (page) => expect(decodePage(encodePage(page))).toEqual(page)),
    );
  });
});
