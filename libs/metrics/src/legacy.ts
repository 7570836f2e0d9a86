// The figures of the platform before this one, as it defined them: steps in money over a fixed capital. They mislead as
// soon as equity leaves that capital, and are kept only so that old reports can be compared.

import { MICROS_PER_SECOND } from '@tradingbot/domain';
import { noMetric, ratioOf, type Metric } from './metric.ts';
import { meanOf, momentsOf, downsideDeviationOf } from './moments.ts';
import { lowerTailMeanOf, medianOf, sortedCopy } from './quantile.ts';

export const LEGACY_CAPITAL = 10_000;
const SECONDS_OF_A_YEAR = 31_536_000;

/** One point per step, the opening first: times in microseconds, equity in money. */
export interface LegacyCurve {
  readonly times: ArrayLike<number>;
  readonly equity: ArrayLike<number>;
}

export interface LegacyTotals {
  /** Value of all fills, bought and sold. */
  readonly traded: number;
  readonly fees: number;
}

/** `r_t = (E_t − E_{t−1}) ÷ 10,000`, the first 0. Risk-free rate 0, year of 365 days. */
export function legacyEquity(curve: LegacyCurve, { traded, fees }: LegacyTotals): Record<string, Metric> {
  const { times, equity } = curve;
  const points = equity.length;
  const at = (index: number): number => equity[index] as number;
  const returns = Float64Array.from({ length: points }, (_, i) => (i === 0 ? 0 : (at(i) - at(i - 1)) / LEGACY_CAPITAL));
  const span = points === 0 ? 0 : (times[points - 1] as number) - (times[0] as number);
  const stepSeconds = points < 2 ? noMetric('fewer than two points') : span / MICROS_PER_SECOND / (points - 1);
  const stepsPerYear = ratioOf(SECONDS_OF_A_YEAR, stepSeconds, 'no time passed');
  const { mean, deviation } = momentsOf(returns);
  const { depth, start, end } = fallOf(curve);
  const annual = (metric: Metric, power: number): Metric =>
    typeof metric !== 'number' || typeof stepsPerYear !== 'number'
      ? noMetric('fewer than two points')
      : metric * stepsPerYear ** power;
  return {
    start_ts: milliseconds(times, 0),
    end_ts: milliseconds(times, points - 1),
    num_points: points,
    pnl_total: points === 0 ? 0 : at(points - 1) - at(0),
    pnl_mean_step: points === 0 ? noMetric('no point') : mean * LEGACY_CAPITAL,
    pnl_std_step: points < 2 ? noMetric('fewer than two points') : deviation * LEGACY_CAPITAL,
    sharpe: annual(ratioOf(mean, deviation, 'equity does not vary'), 0.5),
    sortino: annual(ratioOf(mean, points === 0 ? 0 : downsideDeviationOf(returns), 'no step lost'), 0.5),
    cvar: points === 0 ? noMetric('no point') : lowerTailMeanOf(sortedCopy(returns), 0.05),
    calmar: annual(ratioOf(mean, Math.abs(depth), 'equity never fell'), 1),
    max_drawdown: depth,
    max_dd_start_ts: start === undefined ? noMetric('equity never fell') : milliseconds(times, start),
    max_dd_end_ts: end === undefined ? noMetric('equity never fell') : milliseconds(times, end),
    avg_step_seconds: stepSeconds,
    turnover: traded / LEGACY_CAPITAL,
    fees_sum: fees,
    // Spot has no funding.
    funding_cashflow_sum: 0,
  };
}

/** From the peak to the lowest point of the deepest fall. */
function fallOf({ equity }: LegacyCurve): { depth: number; start: number | undefined; end: number | undefined } {
  let peak = 0;
  let depth = 0;
  let start: number | undefined;
  let end: number | undefined;
  for (let i = 0; i < equity.length; i++) {
    if ((equity[i] as number) > (equity[peak] as number)) peak = i;
    const fall = (equity[peak] as number) > 0 ? (equity[i] as number) / (equity[peak] as number) - 1 : 0;
    if (fall >= depth) continue;
    depth = fall;
    start = peak;
    end = i;
  }
  return { depth, start, end };
}

const milliseconds = (times: ArrayLike<number>, index: number): Metric => {
  const time = times[index];
  return time === undefined ? noMetric('no point') : time / 1_000;
};

/** Of fills and round trips together, money in the account's currency. */
export interface LegacyTrades {
  /** Per round trip. */
  readonly pnl: ArrayLike<number>;
  readonly buys: number;
  readonly sells: number;
  readonly traded: number;
  readonly slippage: number;
  readonly spread: number;
  /** What was bought and sold, in units of its one instrument; `undefined` when there are several. */
  readonly quantity: number | undefined;
}

export function legacyTrades(trades: LegacyTrades): Record<string, Metric> {
  const { pnl, buys, sells, traded, slippage, spread, quantity } = trades;
  const count = pnl.length;
  const none = noMetric('no round trip was completed');
  let wins = 0;
  let profit = 0;
  let loss = 0;
  for (let i = 0; i < count; i++) {
    const one = pnl[i] as number;
    if (one > 0) wins += 1;
    if (one > 0) profit += one;
    else loss -= one;
  }
  const bps = (cost: number): Metric => ratioOf(cost * 10_000, traded, 'nothing was traded');
  return {
    n_trades: count,
    n_buy: buys,
    n_sell: sells,
    win_rate: count === 0 ? none : wins / count,
    avg_pnl: count === 0 ? none : meanOf(pnl),
    median_pnl: count === 0 ? none : medianOf(pnl),
    std_pnl: count < 2 ? noMetric('fewer than two round trips') : momentsOf(pnl).deviation,
    gross_profit: profit,
    gross_loss: loss,
    avg_slippage_bps: bps(slippage),
    avg_spread_bps: bps(spread),
    vwap_price:
      quantity === undefined
        ? noMetric('prices of several symbols have no mean')
        : ratioOf(traded, quantity, 'nothing was traded'),
  };
}
