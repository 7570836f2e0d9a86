// The request to append: what is sent is what arrives, and what is no such request is refused as a whole.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { safeIntegers, texts } from '../../testing/arbitrary.ts';
import { sequencedEvents } from '../../testing/arbitrary-events.ts';
import { schemaVersionOf } from '../envelope.ts';
import { serialiserFor } from '../serialiser.ts';
import {
  decodeAppend,
  decodeClose,
  decodeReply,
  encodeAppend,
  encodeClose,
  encodeReply,
  REFUSALS,
  type AppendHeader,
  type AppendReply,
  type ProducedEvent,
  type RefusalCode,
} from './append.ts';

const counts = fc.maxSafeNat();
const headers: fc.Arbitrary<AppendHeader> = fc.record(
  { journal: texts, first: counts, done: counts, wake: fc.option(safeIntegers) },
  { noNullPrototype: true },
);
const produced: fc.Arbitrary<ProducedEvent> = sequencedEvents.map(([catalog, event]) => {
  const { type, time, cause, ordinal, correlation } = event;
  return { type, time, cause, ordinal, correlation, payload: serialiserFor(catalog).payload(event) };
});

describe('A request to append', () => {
  test('arrives as it was sent', () => {
    fc.assert(
      fc.property(headers, fc.array(produced, { maxLength: 5 }), (header, events) => {
        const arrived = events.map(({ payload, ...event }) => ({ ...event, payload: JSON.parse(payload) }));
        expect(decodeAppend(encodeAppend(header, events))).toStrictEqual({ header, events: arrived });
      }),
    );
  });

  test('holds each event on a line of its own', () => {
    fc.assert(
      fc.property(headers, fc.array(produced, { maxLength: 5 }), (header, events) => {
        expect(encodeAppend(header, events).split('\n')).toHaveLength(1 + events.length);
      }),
    );
  });

  const header = { journal: 'J', first: 0, done: 3, wake: null };
  const event = {
    cause: 3,
    correlation: 2,
    ordinal: 0,
    payload: {},
    schemaVersion: schemaVersionOf('run.started'),
    time: 5,
    type: 'run.started',
  };
  const text = (head: object, ...events: object[]): string =>
    [head, ...events].map((line) => JSON.stringify(line)).join('\n');

  test('is refused when it is nothing of the kind', () => {
    expect(decodeAppend(text(header, event)).events).toHaveLength(1);
    for (const other of ['', '{}', '[]', 'x', text(header, event).slice(0, -1), `${text(header, event)}\n`]) {
      expect(() => decodeAppend(other)).toThrow();
    }
  });

  test.each<[string, object]>([
    ['without a journal', { ...header, journal: undefined }],
    ['with a journal that is no text', { ...header, journal: 7 }],
    ['with half a surrogate pair in its journal', { ...header, journal: '\ud83d' }],
    ['with a number that is not whole', { ...header, first: 0.5 }],
    ['with a number below zero', { ...header, done: -1 }],
    ['with a number beyond what is exact', { ...header, first: 2 ** 53 }],
    ['with a wake time that is no time', { ...header, wake: 'soon' }],
    ['without a wake time', { ...header, wake: undefined }],
    ['with a key too many', { ...header, source: 'risk' }],
  ])('is refused %s', (_what, head) => {
    expect(() => decodeAppend(text(head, event))).toThrow();
  });

  test.each<[string, object]>([
    ['of a type that nobody knows', { ...event, type: 'run.paused' }],
    ['of a type that every object knows', { ...event, type: 'constructor' }],
    ['of another version', { ...event, schemaVersion: event.schemaVersion + 1 }],
    ['without a time', { ...event, time: undefined }],
    ['with a time that is not whole', { ...event, time: 5.5 }],
    ['with a cause below zero', { ...event, cause: -1 }],
    ['with a source of its own choice', { ...event, source: 'risk' }],
  ])('is refused with an event %s', (_what, other) => {
    expect(() => decodeAppend(text(header, event, other))).toThrow();
  });

  test('with an event of another version is refused in a sentence', () => {
    expect(() => decodeAppend(text(header, { ...event, schemaVersion: 9 }))).toThrow(
      'this release writes another version of this type',
    );
  });
});

describe('The answer', () => {
  const replies: fc.Arbitrary<AppendReply> = fc.oneof(
    fc.record({ ok: fc.constant(true as const), head: counts }, { noNullPrototype: true }),
    fc.record(
      {
        ok: fc.constant(false as const),
        code: fc.constantFrom(...(Object.keys(REFUSALS) as RefusalCode[])),
        message: texts,
        expected: counts,
      },
      { requiredKeys: ['ok', 'code', 'message'], noNullPrototype: true },
    ),
  );

  test('arrives as it was sent', () => {
    fc.assert(
      fc.property(replies, (reply) => {
        expect(decodeReply(encodeReply(reply))).toStrictEqual(reply);
      }),
    );
  });

  test.each(['', '{}', '{"ok":true}', '{"ok":false,"code":"NO","message":""}', '{"ok":true,"head":1,"code":"BUSY"}'])(
    'is refused when it is none: %s',
    (text) => {
      expect(() => decodeReply(text)).toThrow();
    },
  );
});

test('The request to close arrives as it was sent, and nothing else is taken for it', () => {
  fc.assert(
    fc.property(texts, texts, (journal, reason) => {
      expect(decodeClose(encodeClose({ journal, reason }))).toStrictEqual({ journal, reason });
    }),
  );
  for (const text of [
    '',
    '{}',
    '{"journal":"J"}',
    '{"journal":"J","reason":""} ,',
    '{"journal":"J","reason":"","x":1}',
  ]) {
    expect(() => decodeClose(text)).toThrow();
  }
});
