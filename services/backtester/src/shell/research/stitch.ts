// The equity of one run after the other as one curve: each goes on with what the one before had made of the account.

import { createDailyEquity, createDrawdownMeter, isDefined, returnMetricsOf, type Metric } from '@tradingbot/metrics';

export interface EquityPoint {
  /** In microseconds. */
  readonly time: number;
  /** In the account's currency. */
  readonly equity: number;
}

export interface Stitched {
  readonly points: readonly EquityPoint[];
  readonly total_return: number;
  /** A negative fraction of the peak; 0 when equity never fell. */
  readonly max_drawdown: number;
  /** Those below are of daily returns, annualised; `null` when there are too few days or they do not vary. */
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly calmar: number | null;
}

/**
 * Returns are chained, so every run counts as if it had been made with the whole account. Minimum sizes and fixed
 * quantities are those of `start` all along, which no curve can mend.
 * @param start what each run began with
 */
export function stitch(runs: readonly (readonly EquityPoint[])[], start: number, daysPerYear: number): Stitched {
  const points: EquityPoint[] = [];
  let base = start;
  for (const run of runs) {
    const scale = base / start;
    for (const { time, equity } of run) points.push({ time, equity: equity * scale });
    base = points.at(-1)?.equity ?? base;
  }
  const daily = createDailyEquity(daysPerYear);
  const falls = createDrawdownMeter();
  daily.start(start);
  falls.start(points[0]?.time ?? 0, start);
  let deepest = 0;
  for (const { time, equity } of points) {
    daily.sample(time, equity);
    deepest = Math.min(deepest, falls.sample(time, equity));
  }
  const { sharpe, sortino, calmar } = returnMetricsOf(daily.result(), daysPerYear, deepest);
  return {
    points,
    total_return: base / start - 1,
    max_drawdown: deepest,
    sharpe: orNull(sharpe),
    sortino: orNull(sortino),
    calmar: orNull(calmar),
  };
}

const orNull = (metric: Metric): number | null => (isDefined(metric) ? metric : null);
