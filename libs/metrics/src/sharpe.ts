// The Sharpe ratio, and how much of it may be luck.
// D. Bailey, M. López de Prado: "The Sharpe Ratio Efficient Frontier" (Journal of Risk 15, 2012) for the probabilistic ratio
// and the track record, "The Deflated Sharpe Ratio" (Journal of Portfolio Management 40, 2014) for the other.

import { isDefined, noMetric, type Metric } from './metric.ts';
import type { Moments } from './moments.ts';
import { normalCdf, normalQuantile } from './normal.ts';

const EULER_MASCHERONI = 0.5772156649015329;

/** Mean ÷ sample deviation of returns as they are, for one period: the risk-free rate is taken to be 0. */
export function periodSharpe({ count, mean, deviation }: Moments): Metric {
  if (count < 2) return noMetric('fewer than two days');
  return deviation === 0 ? noMetric('daily returns do not vary') : mean / deviation;
}

/**
 * How likely the true ratio is above `benchmark`, both for one period:
 * `Φ((SR − SR*)·√(n − 1) ÷ √(1 − γ₃·SR + (γ₄ − 1)/4·SR²))`.
 */
export function probabilisticSharpe(moments: Moments, benchmark: number): Metric {
  const sharpe = periodSharpe(moments);
  if (!isDefined(sharpe)) return sharpe;
  const spread = estimatorVariance(moments, sharpe);
  if (spread <= 0) return noMetric('daily returns take two values only, which leaves the ratio no error');
  return normalCdf(((sharpe - benchmark) * Math.sqrt(moments.count - 1)) / Math.sqrt(spread));
}

/** Periods until the ratio is above `benchmark` with probability `confidence`, if it stays what it is. Rounded up by nobody. */
export function minTrackRecordLength(moments: Moments, benchmark: number, confidence: number): Metric {
  const sharpe = periodSharpe(moments);
  if (!isDefined(sharpe)) return sharpe;
  if (sharpe <= benchmark) return noMetric('the Sharpe ratio is not above zero: no length of record makes it so');
  return 1 + estimatorVariance(moments, sharpe) * (normalQuantile(confidence) / (sharpe - benchmark)) ** 2;
}

/** `n − 1` times the variance of the estimated ratio when returns are not normal. */
const estimatorVariance = ({ skew, kurtosis }: Moments, sharpe: number): number =>
  1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;

/** The ratio that the best of `trials` independent strategies without any skill is expected to show. */
export function expectedMaximumSharpe(trials: number, varianceOfTrials: number): number {
  if (trials < 2) return 0;
  const best =
    (1 - EULER_MASCHERONI) * normalQuantile(1 - 1 / trials) +
    EULER_MASCHERONI * normalQuantile(1 - 1 / (trials * Math.E));
  return Math.sqrt(varianceOfTrials) * best;
}

/**
 * The probabilistic ratio against what the best of all trials would show by luck. With one trial it is the probabilistic
 * ratio against 0. Trials are taken to be independent, which is against the strategy: alike ones count in full.
 * @param varianceOfTrials sample variance of the trials' ratios for one period
 */
export const deflatedSharpe = (moments: Moments, trials: number, varianceOfTrials: number): Metric =>
  probabilisticSharpe(moments, expectedMaximumSharpe(trials, varianceOfTrials));
