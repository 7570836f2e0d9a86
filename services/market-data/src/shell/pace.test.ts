// Recorded time passes at the speed that was asked for: no drift, and what is overdue comes at once.

import { describe, expect, test } from '@jest/globals';
import { createPace, systemClock, type PaceClock } from './pace.ts';

const SECOND = 1_000_000;
const NEVER = new AbortController().signal;

describe('A pace', () => {
  test('plays the first instant at once and each other when it is due', async () => {
    const { clock, waits } = clockAt(500);
    const pace = createPace(2, clock);
    const at: number[] = [];
    for (const second of [100, 100, 101, 104]) {
      await pace(second * SECOND, NEVER);
      at.push(clock.now());
    }
    expect(at).toEqual([500, 500, 1_000, 2_500]);
    expect(waits).toEqual([500, 1_500]);
  });

  test('lets no delay add up: after a stall it plays at once what is overdue, then waits again', async () => {
    const { clock, advance } = clockAt(0);
    const pace = createPace(1, clock);
    const at: number[] = [];
    for (const second of [0, 1, 2, 3, 4]) {
      await pace(second * SECOND, NEVER);
      at.push(clock.now());
      advance(second === 1 ? 1_700 : 0.3);
    }
    expect(at).toEqual([0, 1_000, 2_700, 3_000, 4_000]);
  });

  test('waits again when a timer was early, and in pieces when it is long', async () => {
    const { clock, waits } = clockAt(0, (ms) => (ms === 1_000 ? 999.5 : ms));
    const pace = createPace(1, clock);
    await pace(0, NEVER);
    await pace(SECOND, NEVER);
    await pace(7_201 * SECOND, NEVER);
    expect(waits).toEqual([1_000, 0.5, 3_600_000, 3_600_000]);
    expect(clock.now()).toBe(7_201_000);
  });

  test('does not wait at all at max', async () => {
    const { clock, waits } = clockAt(0);
    const pace = createPace('max', clock);
    await pace(0, NEVER);
    await pace(1e15, NEVER);
    expect(waits).toEqual([]);
  });

  test('ends when it is stopped', async () => {
    const stop = new AbortController();
    const pace = createPace(1, systemClock);
    await pace(0, stop.signal);
    const waiting = pace(3_600 * SECOND, stop.signal);
    stop.abort();
    await waiting;
  });
});

/** A clock that only waiting moves, by as much as `sleep` says. */
function clockAt(start: number, sleep: (ms: number) => number = (ms) => ms) {
  const waits: number[] = [];
  let now = start;
  const clock: PaceClock = {
    now: () => now,
    wait: async (ms) => {
      waits.push(ms);
      now += sleep(ms);
    },
  };
  return { clock, waits, advance: (ms: number) => void (now += ms) };
}
