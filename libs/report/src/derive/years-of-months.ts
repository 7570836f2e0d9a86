// Monthly and yearly returns laid out as a calendar: a row for each year.

import { monthlyReturns, yearlyReturns } from '@tradingbot/metrics';
import type { DailyEquity } from '../report-data.ts';

export interface YearOfReturns {
  /** "2021" */
  readonly year: string;
  /** January first; `undefined` for a month without a day of the run. */
  readonly months: readonly (number | undefined)[];
  /** Of the whole year, compounded. */
  readonly total: number;
}

export function yearsOfMonths(daily: DailyEquity): readonly YearOfReturns[] {
  const columns = {
    initial: daily.initial,
    days: Float64Array.from(daily.day),
    equity: Float64Array.from(daily.equity),
    returns: Float64Array.from(daily.returns),
  };
  const months = new Map(monthlyReturns(columns).map(({ period, value }) => [period, value]));
  return yearlyReturns(columns).map(({ period: year, value: total }) => ({
    year,
    months: Array.from({ length: 12 }, (_, month) => months.get(`${year}-${String(month + 1).padStart(2, '0')}`)),
    total,
  }));
}
