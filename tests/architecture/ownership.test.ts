// Who may say what, and who listens: every event type has one owner, and a core reads exactly what it answers to.

import { describe, expect, test } from '@jest/globals';
import { startCores, UNKEPT } from '@tradingbot/backtester';
import { EVENT_TYPES, mayAppend, OWNED_TYPES, type EventType, type Source } from '@tradingbot/contracts';
import { startCore, type Core } from '@tradingbot/core';
import { amount, micros } from '@tradingbot/domain';
import { WHOLE_AT_ONCE } from '@tradingbot/execution';
import { NO_LIMITS } from '@tradingbot/risk';
import { feelessVenue } from '@tradingbot/simulation';
import { defineStrategy, z } from '@tradingbot/strategy';
import { eventOf, goldenCatalog, goldenLines } from './golden-lines.ts';

const SOURCES = Object.keys(OWNED_TYPES) as Source[];

const idle = defineStrategy({ name: 'idle', params: z.strictObject({}), onBar: () => undefined });
const CORES: Core<unknown>[] = startCores({
  catalog: goldenCatalog,
  rules: [],
  strategies: goldenCatalog.strategies.map((name) => ({ name, definition: idle as never, params: {} })),
  limits: NO_LIMITS,
  venue: feelessVenue(goldenCatalog.instruments.length),
  execution: { ...WHOLE_AT_ONCE, equityInterval: micros(1) },
  cash: amount(0),
  seed: 1,
  closeAtEnd: false,
  identity: UNKEPT,
}).map(({ core }) => core);

describe('Every event type', () => {
  test.each(EVENT_TYPES)('%s has exactly one owner', (type) => {
    expect(SOURCES.filter((source) => mayAppend(source, type))).toHaveLength(1);
  });

  test('is what the owners own: no source owns an unknown type or one twice', () => {
    expect(Object.values(OWNED_TYPES).flat().sort()).toEqual([...EVENT_TYPES].sort());
  });

  test('that a core owns is a decision; those of the others are facts', () => {
    const decided = EVENT_TYPES.filter((type) => CORES.some(({ name }) => mayAppend(name, type)));
    const inGolden = EVENT_TYPES.filter((type) => goldenLines(type).every((line) => eventOf(line).cause > 0));
    expect(decided).toEqual(inGolden);
  });
});

describe('The core', () => {
  test.each(CORES.map((core): [Source, Core<unknown>] => [core.name, core]))(
    '%s reads exactly the types that it answers to',
    (_name, core) => {
      expect(EVENT_TYPES.filter((type) => answersTo(core, type))).toEqual(
        EVENT_TYPES.filter((type) => core.reads.includes(type)),
      );
    },
  );

  test.each(['md.open', 'md.path'] as const)(
    'venue-sim alone reads %s, which is the future to everybody else (ADR 0012, 0030)',
    (type) => {
      expect(CORES.filter(({ reads }) => reads.includes(type)).map(({ name }) => name)).toEqual(['venue-sim']);
    },
  );
});

/** Whether a fresh core does anything with the golden events of a type but look at what type they are. */
function answersTo(core: Core<unknown>, type: EventType): boolean {
  return goldenLines(type).some((line) => {
    const { state } = startCore(core, { catalog: goldenCatalog, seed: 1 });
    const before = JSON.stringify(core.save(state));
    let touched = false;
    const watched = new Proxy(eventOf(line), {
      get(event, key) {
        if (key !== 'type') touched = true;
        return Reflect.get(event, key) as unknown;
      },
    });
    try {
      core.step(state, watched, () => (touched = true));
    } catch {
      // It expects other events before this one, so it knows this one.
      return true;
    }
    return touched || JSON.stringify(core.save(state)) !== before;
  });
}
