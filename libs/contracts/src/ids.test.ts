// Ids are derived: the same event has the same id everywhere, and no two events of a run share one.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marketSymbol, micros } from '@tradingbot/domain';
import { ALPHA, bar, BTC, CATALOG, hour, open, q, rules, said, usdt } from '@tradingbot/testing';
import { payloads } from '../testing/arbitrary.ts';
import { sequencedEvents } from '../testing/arbitrary-events.ts';
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
  const held = {
    strategy: ALPHA,
    instrument: BTC,
    qty: q('1'),
    costBasis: usdt('1'),
    realizedPnl: usdt('0'),
    fees: usdt('0'),
  };

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
    ['of a tick of the clock is its time in its journal', tick, `J:clock.tick:${hour(5)}`],
    [
      'of an operator’s command is its place among all that were kept',
      fact('control.kill', { operator: 'ann', reason: '', command: '1609459200000000-12' }),
      'control.kill:1609459200000000-12',
    ],
    [
      'of a balance is its asset in its journal',
      fact('run.balance', { asset: 'dYdX:USDT', balance: usdt('1') }),
      'J:run.balance:dYdX%3AUSDT',
    ],
    [
      'of a position carried over is its strategy and instrument in its journal',
      fact('run.position', held),
      'J:run.position:alpha:binance:BTCUSDT',
    ],
    [
      'of a state carried over is its core in its journal',
      fact('run.carried', { core: 'risk', state: {} }),
      'J:run.carried:risk',
    ],
    ['of what a journal says once is its type', fact('run.started', {}), 'J:run.started'],
  ])('%s', (_rule, event, id) => {
    expect(eventId(event, 'J', CATALOG)).toBe(id);
  });

  test('of a market fact or a command is the same in every journal, at every position', () => {
    const kill = said('control.kill', { operator: 'ann', reason: '', command: '1-1' });
    for (const { type, payload } of [bar('1'), open(0, '1'), kill]) {
      const ids = [3, 4].map((position) =>
        eventId(fact(type, payload, position, hour(position)), `J${position}`, CATALOG),
      );
      expect(ids[0]).toBe(ids[1]);
    }
  });

  test('of any fact is the same at every position', () => {
    fc.assert(
      fc.property(sequencedEvents, ([catalog, event]) => {
        const moved = { ...event, position: event.position + 1 };
        expect(eventId(moved, 'J', catalog)).toBe(eventId(event, 'J', catalog));
      }),
    );
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

/** A short run: facts and decisions in any mixture. */
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

const FACTS = [...OWNED_TYPES.sequencer, ...OWNED_TYPES['market-data']];

/** What tells two facts of a type apart. */
function naturalKey(type: EventType, payload: Record<string, unknown>, time: number): unknown[] {
  const { instrument, timeframe, openTime, command, asset, strategy, core } = payload;
  const timed = type === 'md.instrument' || type === 'clock.tick' ? [time] : [];
  return [instrument, timeframe, openTime, command, asset, strategy, core, ...timed];
}

function eventsOf(steps: readonly Step[]): SequencedEvent[] {
  const events: SequencedEvent[] = [];
  const ordinals = new Map<string, number>();
  const known = new Set<string>();
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
    const key = JSON.stringify([type, ...naturalKey(type, payload, time)]);
    // What a core owns is never a fact; what a fact says is said once.
    if (!FACTS.includes(type) || known.has(key)) continue;
    known.add(key);
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
