// The length of a bar that says when it closes.

import { MICROS_PER_MS, MICROS_PER_SECOND } from '@tradingbot/domain';

/** Venues give the last instant within the bar, one of their units before the next opens, or that opening itself. */
const UNITS_SHORT = [0, 1, MICROS_PER_MS, MICROS_PER_SECOND];

/** `undefined` when the times make no whole number of seconds. */
export function closeTimeLength(open: number, close: number): number | undefined {
  for (const short of UNITS_SHORT) {
    const length = close - open + short;
    // One second short of a minute is a minute; a bar of 59 s is not heard of.
    if (length > 0 && length % MICROS_PER_SECOND === 0 && !isSecondShort(length)) return length;
  }
  return undefined;
}

const isSecondShort = (length: number): boolean => (length + MICROS_PER_SECOND) % (60 * MICROS_PER_SECOND) === 0;
