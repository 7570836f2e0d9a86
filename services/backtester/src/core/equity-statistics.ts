// Running statistics of an equity curve: drawdown at every sample, returns by day.

import { MICROS_PER_DAY } from '@tradingbot/domain';

export interface EquityStatistics {
  readonly initialEquity: number;
  readonly finalEquity: number;
  readonly totalReturn: number;
  /** The deepest fall from a peak, as a negative fraction of that peak; 0 when equity never fell. */
  readonly maxDrawdown: number;
  /** Mean ÷ sample deviation of simple daily returns, annualised; `undefined` with the reason when it has none. */
  readonly sharpe: number | undefined;
  readonly sharpeReason: string;
  readonly days: number;
}

export interface RunningEquityStatistics {
  start(equity: number): void;
  /** @returns the drawdown at this sample, ≤ 0 */
  sample(time: number, equity: number): number;
  result(): EquityStatistics;
}

/**
 * A day's equity is its last sample; a sample at midnight belongs to the day that ends there.
 * The first day's return is measured against the opening equity.
 */
export function createEquityStatistics(daysPerYear: number): RunningEquityStatistics {
  let initialEquity = 0;
  let latest = 0;
  let peak = 0;
  let maxDrawdown = 0;
  // The end of the day in hand, in microseconds; −∞ before the first sample.
  let dayEnd = -Infinity;
  let firstDayEnd = -Infinity;
  let lastDayEnd = -Infinity;
  let previousDayEquity = 0;
  // Welford's running mean and sum of squared deviations.
  let days = 0;
  let mean = 0;
  let squares = 0;

  function closeDay(): void {
    const dailyReturn = latest / previousDayEquity - 1;
    previousDayEquity = latest;
    days += 1;
    const delta = dailyReturn - mean;
    mean += delta / days;
    squares += delta * (dailyReturn - mean);
  }

  return {
    start(equity) {
      initialEquity = latest = peak = previousDayEquity = equity;
    },
    sample(time, equity) {
      if (time > dayEnd) {
        if (dayEnd !== -Infinity) closeDay();
        dayEnd = Math.ceil(time / MICROS_PER_DAY) * MICROS_PER_DAY;
        if (firstDayEnd === -Infinity) firstDayEnd = dayEnd;
        lastDayEnd = dayEnd;
      }
      latest = equity;
      if (equity > peak) peak = equity;
      const drawdown = peak === 0 ? 0 : equity / peak - 1;
      if (drawdown < maxDrawdown) maxDrawdown = drawdown;
      return drawdown;
    },
    result() {
      if (dayEnd !== -Infinity) closeDay();
      dayEnd = -Infinity;
      const deviation = days > 1 ? Math.sqrt(squares / (days - 1)) : 0;
      const calendarDays = (lastDayEnd - firstDayEnd) / MICROS_PER_DAY + 1;
      const sharpeReason = reasonAgainst(days, deviation, calendarDays * (daysPerYear / 365));
      return {
        initialEquity,
        finalEquity: latest,
        totalReturn: initialEquity === 0 ? 0 : latest / initialEquity - 1,
        maxDrawdown,
        sharpe: sharpeReason === '' ? (mean / deviation) * Math.sqrt(daysPerYear) : undefined,
        sharpeReason,
        days,
      };
    },
  };
}

/** Annualising by days of the year is right only where most of these days have a bar. */
function reasonAgainst(days: number, deviation: number, expectedDays: number): string {
  if (days < 2) return 'fewer than two days';
  if (days < expectedDays * LEAST_SHARE_OF_DAYS - 1) return 'too many days have no bar to annualise daily returns';
  return deviation === 0 ? 'daily returns do not vary' : '';
}

const LEAST_SHARE_OF_DAYS = 0.8;
