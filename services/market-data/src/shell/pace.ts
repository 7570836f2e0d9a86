// How fast recorded time passes. The schedule is laid once, from the first instant after the start: waiting never adds
// up to a drift, and after a stall what is overdue is played at once until the schedule is met again.

import { setTimeout } from 'node:timers/promises';

/** Recorded microseconds in a real one, or as fast as the log takes them. */
export type Speed = number | 'max';

/** Real time, monotonic. */
export interface PaceClock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Ends early when `signal` is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** Timers of the system take no more than 24 days, and are not to be relied upon over sleep. */
const LONGEST_WAIT_MS = 3_600_000;

/** Waits until an instant is due, or `signal` is aborted. The first instant is due at once. */
export type Pace = (time: number, signal: AbortSignal) => Promise<void>;

export function createPace(speed: Speed, clock: PaceClock): Pace {
  if (speed === 'max') return () => Promise.resolve();
  let start: { readonly time: number; readonly at: number } | undefined;
  return async (time, signal) => {
    start ??= { time, at: clock.now() };
    const due = start.at + (time - start.time) / 1_000 / speed;
    for (let left = due - clock.now(); left > 0 && !signal.aborted; left = due - clock.now()) {
      await clock.wait(Math.min(left, LONGEST_WAIT_MS), signal);
    }
  };
}

export const systemClock: PaceClock = {
  now: () => performance.now(),
  async wait(ms, signal) {
    try {
      await setTimeout(ms, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  },
};
