// Clock ticks in simulated time: what a core asks for by `wakeAt` it gets, at whole seconds, as from a real clock.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { micros, MICROS_PER_SECOND } from '@tradingbot/domain';
import { MANIFEST } from '../testing/toy-cores.ts';
import { startCore, type Core } from './core.ts';
import { createSequencer } from './sequencer.ts';

const S = MICROS_PER_SECOND;

interface Alarms {
  pending: number[];
}

/** A core that hears of alarms in the reason of a command, and forgets those that a tick has reached. */
function alarmClock(name: 'risk' | 'strategy'): Core<Alarms> {
  return {
    name,
    reads: ['clock.tick', 'control.kill'],
    init: () => ({ pending: [] }),
    step(state, event) {
      if (event.type === 'control.kill' && event.payload.operator === name) {
        state.pending.push(...(JSON.parse(event.payload.reason) as number[]));
      }
      if (event.type === 'clock.tick') state.pending = state.pending.filter((alarm) => alarm > event.time);
    },
    wakeAt: ({ pending }) => Math.min(...pending),
    save: () => null,
    load: () => undefined,
  };
}

interface Instant {
  readonly time: number;
  readonly core: 'risk' | 'strategy';
  /** What the core learns at this instant to wait for. */
  readonly alarms: readonly number[];
}

/** The times of all ticks, when simulated time goes through these instants. */
function ticksOf(instants: readonly Instant[]): number[] {
  const ticks: number[] = [];
  const cores = [startCore(alarmClock('risk'), MANIFEST), startCore(alarmClock('strategy'), MANIFEST)];
  const sequencer = createSequencer(cores, [{ reads: ['clock.tick'], see: ({ time }) => void ticks.push(time) }]);
  const tell = sequencer.appender('sequencer', 'control.kill');
  for (const { time, core, alarms } of instants) {
    sequencer.advanceTo(micros(time));
    tell(micros(time), { operator: core, reason: JSON.stringify(alarms), command: '' });
    sequencer.drain();
  }
  return ticks;
}

/** A real clock would tick at every second after an instant; of these only those that somebody waits for are kept. */
function naiveTicks(instants: readonly Instant[]): number[] {
  const ticks: number[] = [];
  let pending: number[] = [];
  instants.forEach(({ time, alarms }, index) => {
    pending.push(...alarms);
    const next = instants[index + 1]?.time ?? time;
    for (let second = Math.ceil(time / S) * S; second < next; second += S) {
      if (!pending.some((alarm) => alarm <= second)) continue;
      ticks.push(second + 0);
      pending = pending.filter((alarm) => alarm > second);
    }
  });
  return ticks;
}

const times = fc.oneof(
  fc.integer({ min: -5 * S, max: 30 * S }),
  fc.integer({ min: -5, max: 30 }).map((second) => second * S + 0),
);
const histories: fc.Arbitrary<Instant[]> = fc
  .array(
    fc.record({
      time: times,
      core: fc.constantFrom('risk' as const, 'strategy' as const),
      alarms: fc.array(times, { maxLength: 3 }),
    }),
    { maxLength: 12 },
  )
  .map((instants) => instants.sort((a, b) => a.time - b.time));

test('ticks are those of a real clock that somebody waits for: never earlier, never twice, none unasked', () => {
  let ticks = 0;
  fc.assert(
    fc.property(histories, (instants) => {
      const expected = naiveTicks(instants);
      expect(ticksOf(instants)).toStrictEqual(expected);
      ticks += expected.length;
    }),
    { numRuns: 2_000 },
  );
  expect(ticks).toBeGreaterThan(2_000);
});

describe('A tick', () => {
  const wait = (from: number, until: number, ...alarms: number[]): number[] =>
    ticksOf([
      { time: from, core: 'risk', alarms },
      { time: until, core: 'risk', alarms: [] },
    ]);

  test('does not come when nobody asks', () => {
    expect(wait(0, 100 * S)).toEqual([]);
  });

  test('comes at the second that was asked for', () => {
    expect(wait(0, 100 * S, 7 * S)).toEqual([7 * S]);
  });

  test('comes at the first whole second after an instant between two', () => {
    expect(wait(0, 100 * S, 7 * S + 1, 8 * S - 1)).toEqual([8 * S]);
  });

  test('comes once when two cores ask for the same second', () => {
    const instants: Instant[] = [
      { time: 0, core: 'risk', alarms: [7 * S] },
      { time: 1, core: 'strategy', alarms: [7 * S - 3] },
      { time: 100 * S, core: 'risk', alarms: [] },
    ];
    expect(ticksOf(instants)).toEqual([7 * S]);
  });

  test('that is due at an instant of the market comes after all of that instant, with the next one', () => {
    expect(wait(0, 7 * S, 7 * S)).toEqual([]);
    const instants: Instant[] = [
      { time: 0, core: 'risk', alarms: [7 * S] },
      { time: 7 * S, core: 'risk', alarms: [] },
      { time: 7 * S + 1, core: 'risk', alarms: [] },
    ];
    expect(ticksOf(instants)).toEqual([7 * S]);
  });

  test('that was asked for too late comes at the next whole second', () => {
    expect(wait(7 * S + 5, 100 * S, 3 * S)).toEqual([8 * S]);
  });

  test('just before 1970 ends is at 0, not at -0', () => {
    expect(Object.is(wait(-S, 100 * S, -1)[0], 0)).toBe(true);
  });

  test('comes every second to a core that never stops asking', () => {
    const ticks: number[] = [];
    const restless: Core<null> = {
      name: 'risk',
      reads: ['clock.tick'],
      init: () => null,
      step: (_state, { time }) => void ticks.push(time),
      wakeAt: () => 0,
      save: () => null,
      load: () => undefined,
    };
    const sequencer = createSequencer([startCore(restless, MANIFEST)], []);
    sequencer.appender('sequencer', 'run.started')(micros(S / 2), {});
    sequencer.drain();
    sequencer.advanceTo(micros(4 * S));
    sequencer.advanceTo(micros(5 * S + 1));
    expect(ticks).toEqual([1, 2, 3, 4, 5].map((second) => second * S));
  });

  test('is a fact of the sequencer with its time as its only message', () => {
    const seen: unknown[] = [];
    const core = startCore(alarmClock('risk'), MANIFEST);
    (core.state as Alarms).pending = [3 * S];
    const sequencer = createSequencer(
      [core],
      [{ reads: ['clock.tick'], see: (event) => void seen.push({ ...event }) }],
    );
    sequencer.advanceTo(micros(4 * S));
    expect(seen).toEqual([
      expect.objectContaining({ position: 1, time: 3 * S, source: 'sequencer', cause: 0, payload: {} }),
    ]);
    expect([sequencer.facts, sequencer.time]).toEqual([1, 3 * S]);
  });
});
