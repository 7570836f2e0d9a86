// What an hour of the week does to liquidity, spread and latency: 168 multipliers, by which the venue's numbers are
// scaled. Hour 0 is Monday 00:00 UTC.

import { MICROS_PER_HOUR, type Micros } from '@tradingbot/domain';

export const HOURS_OF_WEEK = 168;
/** 1970-01-01T00:00:00Z was the hour 72 of its week: a Thursday. */
const EPOCH_HOUR = 72;
/** Liquidity and latency stay within these, whatever a file says: no hour is without a market, or without end. */
const LEAST = 0.1;
const MOST = 10;

/** 0 … 167. */
export function hourOfWeek(time: Micros): number {
  const hour = (Math.floor(time / MICROS_PER_HOUR) + EPOCH_HOUR) % HOURS_OF_WEEK;
  return hour < 0 ? hour + HOURS_OF_WEEK : hour;
}

/**
 * The multiplier at `time`. Hours that the list does not have count 1.
 * @param interpolate straight to the next hour's multiplier in between
 */
export const multiplierAt = (multipliers: readonly number[], time: Micros, interpolate: boolean): number =>
  between(multipliers, time, interpolate, asItIs);

/** `multiplierAt` of a list each of whose multipliers is first kept within 0.1 and 10. */
export const boundedMultiplierAt = (multipliers: readonly number[], time: Micros, interpolate: boolean): number =>
  between(multipliers, time, interpolate, bounded);

const asItIs = (multiplier: number): number => multiplier;
const bounded = (multiplier: number): number => Math.min(Math.max(multiplier, LEAST), MOST);

function between(
  multipliers: readonly number[],
  time: Micros,
  interpolate: boolean,
  kept: (multiplier: number) => number,
): number {
  const hour = hourOfWeek(time);
  const here = kept(multipliers[hour] ?? 1);
  if (!interpolate) return here;
  const next = kept(multipliers[(hour + 1) % HOURS_OF_WEEK] ?? 1);
  const gone = time - Math.floor(time / MICROS_PER_HOUR) * MICROS_PER_HOUR;
  return here + (next - here) * (gone / MICROS_PER_HOUR);
}
