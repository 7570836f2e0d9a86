// The part of `metrics.json` that is made of the equity curve: returns, risk, drawdowns, what luck may have done.

import { formatMicros, MICROS_PER_DAY } from '@tradingbot/domain';
import {
  bootstrapIntervals,
  dailyReturns,
  extremesOf,
  faultOfDays,
  monthlyReturns,
  noMetric,
  type NoMetric,
  type PeriodReturn,
} from '@tradingbot/metrics';
import type { RunFigures } from '../core/index.ts';

/** Always the same draws, so that the same run has the same intervals. */
const BOOTSTRAP = { seed: 1, level: 0.95 };
const NEVER_FELL = 'equity never fell';

export function returnSection({ equity }: RunFigures) {
  const { returns, daily } = equity;
  const days = extremesOf(dailyReturns(daily));
  const months = extremesOf(monthlyReturns(daily));
  return {
    days: returns.days,
    days_per_year: equity.daysPerYear,
    cagr: returns.cagr,
    annual_volatility: returns.annualVolatility,
    sharpe: returns.sharpe,
    sortino: returns.sortino,
    calmar: returns.calmar,
    var_5: returns.valueAtRisk,
    cvar_5: returns.conditionalValueAtRisk,
    tail_ratio: returns.tailRatio,
    skew: returns.skew,
    kurtosis: returns.kurtosis,
    probabilistic_sharpe: returns.probabilisticSharpe,
    min_track_record_days: returns.minTrackRecord,
    best_day: periodOf(days.best),
    worst_day: periodOf(days.worst),
    best_month: periodOf(months.best),
    worst_month: periodOf(months.worst),
  };
}

const periodOf = (period: PeriodReturn | undefined) =>
  period === undefined ? noMetric('no day has a sample of equity') : { period: period.period, return: period.value };

export function drawdownSection({ equity: { drawdowns } }: RunFigures) {
  const { deepest, longest } = drawdowns;
  const time = (at: number | undefined, whenNone: string): string | NoMetric =>
    at === undefined ? noMetric(whenNone) : formatMicros(at);
  const recovered = (fall: typeof deepest): string | NoMetric =>
    time(fall?.recovered, fall === undefined ? NEVER_FELL : 'its peak was not reached again');
  const days = (fall: typeof deepest): number | NoMetric =>
    fall === undefined ? noMetric(NEVER_FELL) : fall.length / MICROS_PER_DAY;
  return {
    start: time(deepest?.start, NEVER_FELL),
    trough: time(deepest?.trough, NEVER_FELL),
    recovered: recovered(deepest),
    days: days(deepest),
    longest_start: time(longest?.start, NEVER_FELL),
    longest_recovered: recovered(longest),
    longest_days: days(longest),
  };
}

/** @param resamples 0 leaves the intervals out: they take longer than everything else */
export function confidenceSection({ equity }: RunFigures, resamples: number) {
  const { daily, daysPerYear } = equity;
  const fault = faultOfDays(daily, daysPerYear) || (resamples === 0 ? 'not asked for' : '');
  const { level } = BOOTSTRAP;
  if (fault !== '') {
    const none = noMetric(fault);
    return { level, resamples, mean_block_days: 0, sharpe: none, cagr: none, max_drawdown: none };
  }
  const { meanBlock, sharpe, cagr, maxDrawdown } = bootstrapIntervals(daily.returns, {
    ...BOOTSTRAP,
    resamples,
    daysPerYear,
  });
  return {
    level,
    resamples,
    mean_block_days: meanBlock,
    sharpe: sharpe ?? noMetric('in many resamples daily returns do not vary'),
    cagr,
    max_drawdown: maxDrawdown,
  };
}
