// How far figures may be off, by drawing the daily returns anew in blocks of random length.
// D. Politis, J. Romano: "The Stationary Bootstrap", Journal of the American Statistical Association 89 (1994).

import { createRandom, nextFloat, type Random } from '@tradingbot/core';
import { quantileOf } from './quantile.ts';

export interface BootstrapSettings {
  readonly seed: number;
  readonly resamples: number;
  /** Probability that an interval holds the figure, such as 0.95. */
  readonly level: number;
  readonly daysPerYear: number;
}

export type Interval = readonly [low: number, high: number];

export interface BootstrapIntervals {
  /** Blocks have a geometric length of this mean: `n^⅓`, rounded, which keeps what one week says of the next. */
  readonly meanBlock: number;
  /** Over resamples whose returns vary. `undefined` when one in twenty does not. */
  readonly sharpe: Interval | undefined;
  readonly cagr: Interval;
  /** Of equity at the end of days, negative. */
  readonly maxDrawdown: Interval;
}

/** A block goes on behind the last day with the first. The same seed gives the same intervals. */
export function bootstrapIntervals(returns: Float64Array, settings: BootstrapSettings): BootstrapIntervals {
  const { seed, resamples, level, daysPerYear } = settings;
  const meanBlock = Math.max(1, Math.round(returns.length ** (1 / 3)));
  const random = createRandom(seed);
  const sharpes = new Float64Array(resamples);
  const growths = new Float64Array(resamples);
  const drawdowns = new Float64Array(resamples);
  const drawn = new Float64Array(returns.length);
  let varying = 0;
  for (let i = 0; i < resamples; i++) {
    resample(returns, meanBlock, random, drawn);
    const { sharpe, growth, maxDrawdown } = pathOf(drawn);
    if (!Number.isNaN(sharpe)) sharpes[varying++] = sharpe * Math.sqrt(daysPerYear);
    growths[i] = Math.max(growth, 0) ** (daysPerYear / returns.length) - 1;
    drawdowns[i] = maxDrawdown;
  }
  return {
    meanBlock,
    sharpe: varying < resamples * 0.95 ? undefined : intervalOf(sharpes.subarray(0, varying), level),
    cagr: intervalOf(growths, level),
    maxDrawdown: intervalOf(drawdowns, level),
  };
}

/** Fills `drawn`: each value follows the one before it, or with probability `1 ÷ meanBlock` a new block begins anywhere. */
export function resample(returns: Float64Array, meanBlock: number, random: Random, drawn: Float64Array): void {
  const count = returns.length;
  let at = 0;
  for (let i = 0; i < count; i++) {
    const begins = i === 0 || nextFloat(random) < 1 / meanBlock;
    at = begins ? Math.floor(nextFloat(random) * count) : (at + 1) % count;
    drawn[i] = returns[at] as number;
  }
}

/** Sharpe ratio of one day (NaN when nothing varies), growth as a factor, and the deepest drawdown of a path. */
function pathOf(returns: Float64Array): { sharpe: number; growth: number; maxDrawdown: number } {
  const count = returns.length;
  const first = returns[0] as number;
  // Sums of what differs from the first value: nothing cancels, and values that do not vary give exactly 0.
  let sum = 0;
  let squares = 0;
  let growth = 1;
  let peak = 1;
  let maxDrawdown = 0;
  for (let i = 0; i < count; i++) {
    const value = returns[i] as number;
    const distance = value - first;
    sum += distance;
    squares += distance * distance;
    growth *= 1 + value;
    if (growth > peak) peak = growth;
    else maxDrawdown = Math.min(maxDrawdown, growth / peak - 1);
  }
  const variance = (squares - (sum * sum) / count) / (count - 1);
  return { sharpe: variance > 0 ? (first + sum / count) / Math.sqrt(variance) : NaN, growth, maxDrawdown };
}

function intervalOf(values: Float64Array, level: number): Interval {
  const sorted = values.slice().sort();
  const tail = (1 - level) / 2;
  return [quantileOf(sorted, tail), quantileOf(sorted, 1 - tail)];
}
