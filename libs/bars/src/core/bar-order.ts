// Bars of one instrument come one after the other: forward, none twice, none overlapping, a whole number of lengths apart.

import { formatMicros, formatTimeframe, InputError, MICROS_PER_DAY, MICROS_PER_HOUR } from '@tradingbot/domain';

/** Refuses a bar that opens at or before the one before it. */
export function refuseBackward(where: string, symbol: string, previous: number, time: number): never {
  if (time === previous) {
    throw new InputError(where, `a second ${symbol} bar opens at ${formatMicros(time)}`, 'keep one of them');
  }
  throw new InputError(
    where,
    `the ${symbol} bar of ${formatMicros(time)} comes after the one of ${formatMicros(previous)}`,
    'sort the bars by time',
  );
}

/**
 * Whether bars of length `timeframe` may open `step` apart. Daily and longer ones may be an hour off: a day that is
 * counted from a local midnight is an hour shorter or longer when the clocks change.
 */
export function fits(step: number, timeframe: number): boolean {
  const rest = step % timeframe;
  if (rest === 0) return true;
  return timeframe % MICROS_PER_DAY === 0 && Math.min(rest, timeframe - rest) <= MICROS_PER_HOUR;
}

/** Refuses a bar that opens before the previous one has closed, or at no whole number of lengths after it. */
export function refuseStep(where: string, symbol: string, previous: number, time: number, timeframe: number): never {
  const name = formatTimeframe(timeframe);
  const opens = `the ${symbol} bar of ${formatMicros(time)}`;
  if (time - previous < timeframe) {
    const what = `${opens} opens before the ${name} bar of ${formatMicros(previous)} has closed`;
    throw new InputError(where, what, 'is it a file of shorter bars?');
  }
  throw new InputError(where, `${opens} is no whole number of ${name} bars after the one of ${formatMicros(previous)}`);
}
