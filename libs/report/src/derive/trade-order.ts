// Monte Carlo of the order of trades: the same trades, shuffled. How much of the drawdown was the luck of the order?
// Assumes that trades do not hang on each other and may come in any order, which flatters strategies whose losses cluster.

import { createRandom, nextFloat, type Random } from '@tradingbot/core';
import { histogramOf, quantile, type Histogram } from './histogram.ts';

export interface TradeOrder {
  readonly shuffles: number;
  /** Trades completed at each point of the bands; the first is 0. */
  readonly after: readonly number[];
  /** Equity that 5, 50 and 95 % of the shuffles were below. */
  readonly low: readonly number[];
  readonly middle: readonly number[];
  readonly high: readonly number[];
  /** The order that happened. */
  readonly actual: readonly number[];
  /** Deepest drawdowns between closed trades, 0 or negative: of the order that happened, and of the shuffles. */
  readonly actualDrawdown: number;
  readonly drawdowns: { readonly p5: number; readonly p50: number; readonly p95: number };
  /** How the depths of the shuffles are spread. */
  readonly depths: Histogram | undefined;
  /** Share of the shuffles with a deeper drawdown than what happened. */
  readonly deeper: number;
}

const SHUFFLES = 1_000;
const POINTS = 100;
/** Beyond these the answer does not change; the first ones are taken. */
const MOST_TRADES = 5_000;
const FEWEST_TRADES = 5;

/**
 * @param returns of each trade: pnl ÷ equity before it, in the order of exits
 * @returns undefined for fewer than five trades
 */
export function tradeOrder(returns: readonly number[], initialEquity: number, seed: number): TradeOrder | undefined {
  if (returns.length < FEWEST_TRADES) return undefined;
  const trades = Float64Array.from(returns.slice(0, MOST_TRADES));
  const points = Math.min(POINTS, trades.length);
  const after = Array.from({ length: points + 1 }, (_, point) => Math.round((point * trades.length) / points));
  const actual = walk(trades, after);
  const random = createRandom(seed);
  const paths = after.map(() => new Float64Array(SHUFFLES));
  const depths = new Float64Array(SHUFFLES);
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    shuffled(trades, random);
    const { path, depth } = walk(trades, after);
    depths[shuffle] = depth;
    path.forEach((worth, point) => void ((paths[point] as Float64Array)[shuffle] = worth));
  }
  depths.sort();
  for (const path of paths) path.sort();
  const band = (share: number): number[] => paths.map((path) => initialEquity * quantile(path, share));
  return {
    shuffles: SHUFFLES,
    after,
    low: band(0.05),
    middle: band(0.5),
    high: band(0.95),
    actual: actual.path.map((worth) => initialEquity * worth),
    actualDrawdown: actual.depth,
    drawdowns: { p5: quantile(depths, 0.05), p50: quantile(depths, 0.5), p95: quantile(depths, 0.95) },
    depths: histogramOf(depths),
    deeper: depths.filter((depth) => depth < actual.depth).length / SHUFFLES,
  };
}

function walk(trades: Float64Array, after: readonly number[]): { readonly path: number[]; readonly depth: number } {
  const path: number[] = [];
  let worth = 1;
  let peak = 1;
  let depth = 0;
  let point = 0;
  for (let done = 0; done <= trades.length; done++) {
    if (done > 0) worth *= 1 + (trades[done - 1] as number);
    peak = Math.max(peak, worth);
    depth = Math.min(depth, worth / peak - 1);
    if (done === after[point]) {
      path.push(worth);
      point += 1;
    }
  }
  return { path, depth };
}

/** Fisher and Yates, in place. */
function shuffled(trades: Float64Array, random: Random): void {
  for (let left = trades.length - 1; left > 0; left--) {
    const other = Math.floor(nextFloat(random) * (left + 1));
    const kept = trades[left] as number;
    trades[left] = trades[other] as number;
    trades[other] = kept;
  }
}
