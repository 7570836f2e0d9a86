// A figure that may not exist: it is a number, or it says why it is none. Never NaN, never a made-up zero.

export interface NoMetric {
  /** Half a sentence: "fewer than two days". */
  readonly missing: string;
}

export type Metric = number | NoMetric;

export const noMetric = (missing: string): NoMetric => ({ missing });

export const isDefined = (metric: Metric): metric is number => typeof metric === 'number';

/** `numerator ÷ denominator`; without a number where one of them has none, or where the denominator is 0. */
export function ratioOf(numerator: Metric, denominator: Metric, whenZero: string): Metric {
  if (!isDefined(numerator)) return numerator;
  if (!isDefined(denominator)) return denominator;
  return denominator === 0 ? noMetric(whenZero) : numerator / denominator;
}

/** The metric, unless there is a reason against it; "" is none. */
export const unless = (reason: string, metric: () => Metric): Metric => (reason === '' ? metric() : noMetric(reason));
