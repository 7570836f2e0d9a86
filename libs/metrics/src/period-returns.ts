// Daily equity as returns of months and years, and the best and the worst of any period.

import { civilFromDays, formatDay, type CivilDate } from '@tradingbot/domain';
import type { DailyEquity } from './daily-equity.ts';

export interface PeriodReturn {
  /** "2021-03-14", "2021-03" or "2021". */
  readonly period: string;
  /** From the last equity of the period before to the last of this one; of the first, from the opening. */
  readonly value: number;
}

export const dailyReturns = ({ days, returns }: DailyEquity): PeriodReturn[] =>
  Array.from(days, (day, i) => ({ period: formatDay(day), value: returns[i] as number }));

export const monthlyReturns = (daily: DailyEquity): PeriodReturn[] =>
  returnsBy(daily, ({ year, month }) => year * 12 + month, monthOf);

export const yearlyReturns = (daily: DailyEquity): PeriodReturn[] =>
  returnsBy(
    daily,
    ({ year }) => year,
    (day) => String(civilFromDays(day).year),
  );

/** "2021-03" of a day number. */
export const monthOf = (day: number): string => formatDay(day).slice(0, 7);

/** @param numberOf tells periods apart; a name is made for each period, not for each day */
function returnsBy(
  { initial, days, equity }: DailyEquity,
  numberOf: (date: CivilDate) => number,
  nameOf: (day: number) => string,
): PeriodReturn[] {
  const periods: PeriodReturn[] = [];
  const numbers = Float64Array.from(days, (day) => numberOf(civilFromDays(day)));
  let before = initial;
  for (let i = 0; i < days.length; i++) {
    if (numbers[i] === numbers[i + 1]) continue;
    const close = equity[i] as number;
    periods.push({ period: nameOf(days[i] as number), value: before === 0 ? 0 : close / before - 1 });
    before = close;
  }
  return periods;
}

/** The first of the best, the first of the worst; `undefined` when there is no period. */
export function extremesOf(periods: readonly PeriodReturn[]): {
  readonly best: PeriodReturn | undefined;
  readonly worst: PeriodReturn | undefined;
} {
  let best: PeriodReturn | undefined;
  let worst: PeriodReturn | undefined;
  for (const period of periods) {
    if (best === undefined || period.value > best.value) best = period;
    if (worst === undefined || period.value < worst.value) worst = period;
  }
  return { best, worst };
}
