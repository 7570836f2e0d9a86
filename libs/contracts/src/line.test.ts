// Stored lines: opened without parsing what nobody asked for, read back into the same event, named before they are placed.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { micros } from '@tradingbot/domain';
import { CATALOG } from '@tradingbot/testing';
import { texts } from '../testing/arbitrary.ts';
import { sequencedEvents } from '../testing/arbitrary-events.ts';
import { schemaVersionOf, sequencedFact, type SequencedEvent } from './envelope.ts';
import { eventId } from './ids.ts';
import { lineType, sequencedOf, storable, type UnsequencedEvent } from './line.ts';
import { openLine } from './open-line.ts';
import { TYPE_CODE } from './registry.ts';
import { serialiserFor } from './serialiser.ts';

/** Names of journals that look like the inside of a line. */
const journals = fc.oneof(texts, fc.constantFrom('J', ',"payload":', '","position":1', '"type":"', ':7', '\\'));

const unsequenced = ({
  type,
  source,
  time,
  cause,
  ordinal,
  correlation,
  payload,
}: SequencedEvent): UnsequencedEvent => ({ type, source, time, cause, ordinal, correlation, payload });

describe('A stored line', () => {
  test('is opened into the envelope that it was written from, its payload still as text', () => {
    fc.assert(
      fc.property(sequencedEvents, journals, ([catalog, event], journal) => {
        const serialiser = serialiserFor(catalog);
        const line = serialiser.line(event, journal);
        const { code: _code, ...envelope } = event;
        expect(openLine(line)).toStrictEqual({ ...envelope, payload: serialiser.payload(event) });
        expect(lineType(line)).toBe(event.type);
      }),
      { numRuns: 150 },
    );
  });

  test('becomes the event that it was written from, of the same shape as every other', () => {
    fc.assert(
      fc.property(sequencedEvents, ([catalog, event]) => {
        const serialiser = serialiserFor(catalog);
        const again = sequencedOf(openLine(serialiser.line(event, 'J')), serialiser);
        expect(again).toStrictEqual(event);
        expect(Object.keys(again)).toEqual(Object.keys(event));
      }),
      { numRuns: 100 },
    );
  });

  test('may hold what looks like the envelope inside its payload', () => {
    const state = { payload: { position: 1 }, position: 2, type: 'run.started', list: [{ position: 3, type: 'x' }] };
    const carried = sequencedFact('run.carried', TYPE_CODE['run.carried'], 7, micros(5), 'sequencer', {
      core: 'risk',
      state,
    });
    const serialiser = serialiserFor(CATALOG);
    const line = serialiser.line(carried, 'J');
    expect(sequencedOf(openLine(line), serialiser)).toStrictEqual(carried);
    expect(lineType(line)).toBe('run.carried');
  });

  const line = `{"cause":0,"correlation":1,"id":"J:run.started","journal":"J","payload":{},"position":1,"schemaVersion":1,"source":"sequencer","time":0,"type":"run.started"}`;

  test('of a type or a version that this release does not know is refused', () => {
    expect(openLine(line).type).toBe('run.started');
    expect(() => openLine(line.replace('"type":"run.started"', '"type":"run.paused"'))).toThrow(
      'this release knows no event run.paused',
    );
    const next = schemaVersionOf('run.started') + 1;
    expect(() => openLine(line.replace('"schemaVersion":1', `"schemaVersion":${next}`))).toThrow(
      'this release reads run.started up to version 1, not 2',
    );
  });

  test.each(['', '{}', 'null', line.slice(1), line.slice(0, -1)])('that is none of ours is refused: %j', (text) => {
    expect(() => openLine(text)).toThrow();
  });
});

describe('What is to be stored', () => {
  test('has its id and content before it has a position, and is the event at the position that it is given', () => {
    fc.assert(
      fc.property(sequencedEvents, fc.integer({ min: 1, max: 1e9 }), ([catalog, event], position) => {
        const serialiser = serialiserFor(catalog);
        const stored = storable(unsequenced(event), 'J', catalog, serialiser);
        const correlation = event.cause === 0 ? position : event.correlation;
        const placed = { ...event, position, correlation } as SequencedEvent;
        expect([stored.id, stored.type]).toEqual([eventId(placed, 'J', catalog), event.type]);
        expect(stored.content).toBe(serialiser.payload(event));
        expect(stored.bodyAt(position)).toBe(serialiser.line(placed, 'J'));
        expect(stored.eventAt(position)).toEqual(placed);
      }),
      { numRuns: 100 },
    );
  });

  test('reads back from its body as the event', () => {
    fc.assert(
      fc.property(sequencedEvents, ([catalog, event]) => {
        const serialiser = serialiserFor(catalog);
        const stored = storable(unsequenced(event), 'J', catalog, serialiser);
        const { position } = event;
        expect(sequencedOf(openLine(stored.bodyAt(position)), serialiser)).toEqual(stored.eventAt(position));
      }),
    );
  });
});
