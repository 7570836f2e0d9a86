// Ids are derived: the same event has the same id everywhere, and no two events of a run share one.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marketSymbol, micros } from '@tradingbot/domain';
import { bar, CATALOG, hour, open, rules } from '@tradingbot/testing';
import { payloads } from '../testing/arbitrary.ts';
import type { Catalog } from './catalog.ts';
import { sequencedDecision, sequencedFact, type SequencedEvent } from './envelope.ts';
import { eventId } from './ids.ts';
import { EVENT_TYPES, EVENTS, TYPE_CODE, type EventType, type Payload } from './registry.ts';
import { OWNED_TYPES, type Source } from './sources.ts';

const ownerOf = (type: EventType): Source =>
  (Object.keys(OWNED_TYPES) as Source[]).find((source) => OWNED_TYPES[source].includes(type)) as Source;

function fact<Type extends EventType>(
  type: Type,
  payload: Payload<Type>,
  position = 7,
  time = hour(5),
): SequencedEvent {
  return sequencedFact(type, TYPE_CODE[type], position, time, ownerOf(type), payload);
}

const decision = (
  position: number,
  cause: SequencedEvent,
  type: EventType,
  ordinal: number,
  payload: unknown,
): SequencedEvent =>
  sequencedDecision(type, TYPE_CODE[type], position, cause, ownerOf(type), ordinal, payload as never);

describe('An id', () => {
  const tick = fact('clock.tick', {}, 4);

  test.each<[string, SequencedEvent, string]>([
    ['of a decision names core, cause and ordinal', decision(9, tick, 'risk.state', 2, {}), 'J:risk:4:2'],
    [
      'of a bar is its natural key',
      fact('md.bar', bar('100', 1).payload),
      'md.bar:binance:BTCUSDT:1h:1609459200000000:0',
    ],
    [
      'of an open is its natural key',
      fact('md.open', open(0, '100').payload),
      'md.open:binance:BTCUSDT:1h:1609459200000000:0',
    ],
    [
      'of trading rules is what they are for, and when',
      fact('md.instrument', rules().payload),
      `md.instrument:binance:BTCUSDT:${hour(5)}`,
    ],
    ["of one of the journal's own facts names its position", tick, 'J:sequencer:clock.tick:4'],
  ])('%s', (_rule, event, id) => {
    expect(eventId(event, 'J', CATALOG)).toBe(id);
  });

  test('of a market fact is the same in every journal, at every position', () => {
    for (const { type, payload } of [bar('1'), open(0, '1')]) {
      const ids = [3, 4].map((position) =>
        eventId(fact(type, payload, position, hour(position)), `J${position}`, CATALOG),
      );
      expect(ids[0]).toBe(ids[1]);
    }
  });

  test('of an instrument that is not in the catalog is refused', () => {
    const stray = fact('md.bar', { ...bar('1').payload, instrument: 2 as never });
    expect(() => eventId(stray, 'J', CATALOG)).toThrow('an event names an instrument of its manifest');
  });
});

/** Names that run into each other when they are joined by ":" as they are. */
const parts = fc.constantFrom('a', 'b', ':', '%', 'a:b', 'b:a', 'a:', ':b', '%3A', 'a%3Ab', '1h', '0');
const catalogs: fc.Arbitrary<Catalog> = fc
  .uniqueArray(fc.tuple(parts, parts), { selector: ([, symbol]) => symbol, minLength: 1 })
  .map((pairs) => {
    const [model] = CATALOG.instruments as [Catalog['instruments'][number]];
    return {
      ...CATALOG,
      instruments: pairs.map(([venue, symbol]) => ({ ...model, venue, symbol: marketSymbol(symbol) })),
    };
  });

interface Step {
  readonly type: EventType;
  readonly payload: Record<string, unknown>;
  readonly isFact: boolean;
  readonly cause: number;
}

/** A short run: facts and decisions in any mixture, of which a market fact is said once. */
const runs = catalogs.chain((catalog) => {
  const steps = fc.oneof(
    ...EVENT_TYPES.map((type): fc.Arbitrary<Step> =>
      fc.record({
        type: fc.constant(type),
        payload: payloads(EVENTS[type].fields, catalog),
        isFact: fc.boolean(),
        cause: fc.nat(),
      }),
    ),
  );
  return fc.tuple(fc.constant(catalog), fc.array(steps, { maxLength: 60, size: 'max' }));
});

function eventsOf(steps: readonly Step[]): SequencedEvent[] {
  const events: SequencedEvent[] = [];
  const ordinals = new Map<string, number>();
  const said = new Set<string>();
  for (const { type, payload, isFact, cause } of steps) {
    const position = events.length + 1;
    const causing = events[cause % (events.length || 1)];
    if (!isFact && causing !== undefined) {
      const key = `${ownerOf(type)} ${causing.position}`;
      const ordinal = ordinals.get(key) ?? 0;
      ordinals.set(key, ordinal + 1);
      events.push(decision(position, causing, type, ordinal, payload));
      continue;
    }
    const time = micros(position >> 1);
    const { instrument, timeframe, openTime } = payload;
    const key = JSON.stringify(
      type === 'md.instrument' ? [type, instrument, time] : [type, instrument, timeframe, openTime],
    );
    if (type.startsWith('md.') && said.has(key)) continue;
    said.add(key);
    events.push(fact(type, payload as never, position, time));
  }
  return events;
}

test('no two events of a run share an id, whatever their instruments are called', () => {
  fc.assert(
    fc.property(runs, ([catalog, steps]) => {
      const ids = eventsOf(steps).map((event) => eventId(event, 'J', catalog));
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('the same bar of two instruments has two ids, however venue and symbol run into each other', () => {
  fc.assert(
    fc.property(catalogs, (catalog) => {
      const ids = catalog.instruments.map((_, index) =>
        eventId(fact('md.bar', { ...bar('1').payload, instrument: index as never }), 'J', catalog),
      );
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 1_000 },
  );
});

test('the same run has the same ids again', () => {
  fc.assert(
    fc.property(runs, ([catalog, steps]) => {
      const ids = (): string[] =>
        eventsOf(structuredClone(steps)).map((event) => eventId(event, 'J', structuredClone(catalog)));
      expect(ids()).toEqual(ids());
    }),
    { numRuns: 30 },
  );
});
