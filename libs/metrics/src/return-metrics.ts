// What daily returns say: growth, risk, and the ratios of the two.

import { faultOfDays, type DailyEquity } from './daily-equity.ts';
import { isDefined, noMetric, ratioOf, unless, type Metric } from './metric.ts';
import { downsideDeviationOf, momentsOf, type Moments } from './moments.ts';
import { lowerTailMeanOf, quantileOf, sortedCopy } from './quantile.ts';
import { minTrackRecordLength, periodSharpe, probabilisticSharpe } from './sharpe.ts';

export interface ReturnMetrics {
  readonly days: number;
  readonly moments: Moments;
  /** `(last ÷ first)^(days of a year ÷ days) − 1`. */
  readonly cagr: Metric;
  /** Sample deviation × √days of a year. */
  readonly annualVolatility: Metric;
  readonly sharpe: Metric;
  /** The same for one day. */
  readonly dailySharpe: Metric;
  /** Mean ÷ downside deviation over all days against 0, × √days of a year. */
  readonly sortino: Metric;
  /** CAGR ÷ depth of the deepest drawdown. */
  readonly calmar: Metric;
  readonly valueAtRisk: Metric;
  readonly conditionalValueAtRisk: Metric;
  /** The 95 % quantile ÷ the 5 % quantile, both without sign. */
  readonly tailRatio: Metric;
  readonly skew: Metric;
  readonly kurtosis: Metric;
  readonly probabilisticSharpe: Metric;
  /** Days, at 95 %, against a Sharpe ratio of 0. */
  readonly minTrackRecord: Metric;
}

const TAIL = 0.05;
/** With fewer days not one lies in the worst 5 %. */
const DAYS_WITH_A_TAIL = 20;
const CONFIDENCE = 0.95;

/** @param maxDrawdown negative, 0 for none: of whatever samples it was taken */
export function returnMetricsOf(daily: DailyEquity, daysPerYear: number, maxDrawdown: number): ReturnMetrics {
  const { returns } = daily;
  const fault = faultOfDays(daily, daysPerYear);
  const moments = momentsOf(returns);
  const year = Math.sqrt(daysPerYear);
  const dailySharpe = unless(fault, () => periodSharpe(moments));
  const cagr = unless(fault, () => growthOf(daily, daysPerYear));
  const varies = fault !== '' ? fault : moments.deviation === 0 ? 'daily returns do not vary' : '';
  return {
    days: returns.length,
    moments,
    cagr,
    annualVolatility: unless(fault, () => moments.deviation * year),
    sharpe: isDefined(dailySharpe) ? dailySharpe * year : dailySharpe,
    dailySharpe,
    sortino: unless(fault, () => sortinoOf(returns, moments.mean, year)),
    calmar: ratioOf(cagr, -maxDrawdown, 'equity never fell'),
    ...tailsOf(returns, fault),
    skew: unless(varies, () => moments.skew),
    kurtosis: unless(varies, () => moments.kurtosis),
    probabilisticSharpe: unless(fault, () => probabilisticSharpe(moments, 0)),
    minTrackRecord: unless(fault, () => minTrackRecordLength(moments, 0, CONFIDENCE)),
  };
}

function growthOf({ initial, equity }: DailyEquity, daysPerYear: number): number {
  const last = equity.at(-1) as number;
  return last <= 0 ? -1 : (last / initial) ** (daysPerYear / equity.length) - 1;
}

function sortinoOf(returns: Float64Array, mean: number, year: number): Metric {
  const downside = downsideDeviationOf(returns);
  return downside === 0 ? noMetric('no day lost') : (mean / downside) * year;
}

function tailsOf(
  returns: Float64Array,
  fault: string,
): Pick<ReturnMetrics, 'valueAtRisk' | 'conditionalValueAtRisk' | 'tailRatio'> {
  const missing =
    fault !== '' ? fault : returns.length < DAYS_WITH_A_TAIL ? 'fewer than 20 days: none is among the worst 5 %' : '';
  if (missing !== '') {
    const none = noMetric(missing);
    return { valueAtRisk: none, conditionalValueAtRisk: none, tailRatio: none };
  }
  const sorted = sortedCopy(returns);
  const low = quantileOf(sorted, TAIL);
  return {
    valueAtRisk: low,
    conditionalValueAtRisk: lowerTailMeanOf(sorted, TAIL),
    tailRatio: ratioOf(Math.abs(quantileOf(sorted, 1 - TAIL)), Math.abs(low), 'the 5 % quantile of daily returns is 0'),
  };
}
