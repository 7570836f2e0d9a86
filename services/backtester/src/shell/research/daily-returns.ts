// The daily returns of an equity curve, as figures of luck are reckoned from.

import { createDailyEquity } from '@tradingbot/metrics';
import type { EquityPoint } from './stitch.ts';

/** @param start what the account began with */
export function dailyReturnsOf(points: readonly EquityPoint[], start: number, daysPerYear: number): Float64Array {
  const daily = createDailyEquity(daysPerYear);
  daily.start(start);
  for (const { time, equity } of points) daily.sample(time, equity);
  return daily.result().returns;
}
