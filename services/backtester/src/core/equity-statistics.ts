// Running statistics of an equity curve: drawdown at every sample, returns by day.

import {
  createDailyEquity,
  createDrawdownMeter,
  returnMetricsOf,
  type DailyEquity,
  type Drawdowns,
  type ReturnMetrics,
} from '@tradingbot/metrics';

export interface EquityStatistics {
  readonly initialEquity: number;
  readonly finalEquity: number;
  readonly totalReturn: number;
  /** The deepest fall from a peak over all samples, as a negative fraction of that peak; 0 when equity never fell. */
  readonly maxDrawdown: number;
  readonly drawdowns: Drawdowns;
  readonly openedAt: number;
  readonly daily: DailyEquity;
  readonly daysPerYear: number;
  readonly returns: ReturnMetrics;
}

export interface RunningEquityStatistics {
  /** Times in microseconds, equity in units of the account's currency. */
  start(time: number, equity: number): void;
  /** What was there from the start and has a price only now. */
  restate(more: number): void;
  /** @returns the drawdown at this sample, ≤ 0 */
  sample(time: number, equity: number): number;
  result(): EquityStatistics;
}

/**
 * A day's equity is its last sample; a sample at midnight belongs to the day that ends there.
 * The first day's return is measured against the opening equity.
 */
export function createEquityStatistics(daysPerYear: number): RunningEquityStatistics {
  const meter = createDailyEquity(daysPerYear);
  const falls = createDrawdownMeter();
  let initialEquity = 0;
  let openedAt = 0;

  return {
    start(time, equity) {
      initialEquity = equity;
      openedAt = time;
      meter.start(equity);
      falls.start(time, equity);
    },
    restate(more) {
      initialEquity += more;
      meter.restate(more);
      falls.restate(more);
    },
    sample(time, equity) {
      meter.sample(time, equity);
      return falls.sample(time, equity);
    },
    result() {
      const daily = meter.result();
      const finalEquity = daily.equity.at(-1) ?? initialEquity;
      const drawdowns = falls.result();
      const maxDrawdown = drawdowns.deepest?.depth ?? 0;
      return {
        initialEquity,
        finalEquity,
        totalReturn: initialEquity === 0 ? 0 : finalEquity / initialEquity - 1,
        maxDrawdown,
        drawdowns,
        openedAt,
        daily,
        daysPerYear,
        returns: returnMetricsOf(daily, daysPerYear, maxDrawdown),
      };
    },
  };
}
