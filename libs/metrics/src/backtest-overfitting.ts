// How likely the best of many configurations was chosen by luck: combinatorially symmetric cross-validation.
// D. Bailey, J. Borwein, M. López de Prado, Q. Zhu: "The Probability of Backtest Overfitting", Journal of Computational
// Finance 20 (2015).

import { noMetric, type Metric } from './metric.ts';

export interface BacktestOverfitting {
  /** Share of the splits in which the best half-way is no better than the middle one on the other half. */
  readonly probability: Metric;
  /** Share of the splits in which it then loses money. */
  readonly probabilityOfLoss: Metric;
  /** `ln(ω ÷ (1 − ω))` for each split, ω being the rank of the best one among all on the other half, from 0 to 1. */
  readonly logits: Float64Array;
}

/** Of the paper's example; 12,870 splits. */
const BLOCKS = 16;

/**
 * Time is cut into equal blocks; every choice of half of them is once the sample in which the best is looked for, and the
 * rest is what comes after. Configurations are judged by the Sharpe ratio, one that does not vary by 0. Where others are
 * as good as the best the first is chosen; ranks of equal ones are their mean.
 * @param returns of each configuration, one for each period, all of one length; periods that no block has room for are
 * left out at the beginning
 * @param blocks even; fewer splits than by default are a coarser answer
 */
export function backtestOverfitting(returns: readonly ArrayLike<number>[], blocks = BLOCKS): BacktestOverfitting {
  const periods = returns[0]?.length ?? 0;
  const none = (why: string): BacktestOverfitting => {
    return { probability: noMetric(why), probabilityOfLoss: noMetric(why), logits: new Float64Array(0) };
  };
  if (returns.length < 2) return none('fewer than two configurations');
  if (periods < 2 * blocks) return none(`fewer than ${2 * blocks} periods`);
  const sums = blockSumsOf(returns, blocks);
  const logits: number[] = [];
  let losses = 0;
  for (const chosen of halvesOf(blocks)) {
    const inside = sharpesOf(sums, (block) => chosen[block] === 1);
    const outside = sharpesOf(sums, (block) => chosen[block] === 0);
    const best = indexOfLargest(inside);
    const share = rankOf(outside, best) / (returns.length + 1);
    logits.push(Math.log(share / (1 - share)));
    if ((outside[best] as number) < 0) losses += 1;
  }
  return {
    probability: logits.filter((logit) => logit <= 0).length / logits.length,
    probabilityOfLoss: losses / logits.length,
    logits: Float64Array.from(logits),
  };
}

interface BlockSums {
  readonly blocks: number;
  /** Periods in a block. */
  readonly length: number;
  /** configurations × blocks: of returns, and of their squares. */
  readonly sums: readonly Float64Array[];
  readonly squares: readonly Float64Array[];
}

/** Daily returns lie close around zero, so that their squares may simply be added up. */
function blockSumsOf(returns: readonly ArrayLike<number>[], blocks: number): BlockSums {
  const periods = returns[0]?.length ?? 0;
  const length = Math.floor(periods / blocks);
  const first = periods - blocks * length;
  const summed = (valueOf: (value: number) => number) =>
    returns.map((one) => {
      const sums = new Float64Array(blocks);
      for (let at = first; at < periods; at++) {
        const block = Math.floor((at - first) / length);
        sums[block] = (sums[block] as number) + valueOf(one[at] as number);
      }
      return sums;
    });
  return { blocks, length, sums: summed((value) => value), squares: summed((value) => value * value) };
}

function sharpesOf({ blocks, length, sums, squares }: BlockSums, isIn: (block: number) => boolean): number[] {
  return sums.map((own, configuration) => {
    let sum = 0;
    let square = 0;
    let count = 0;
    for (let block = 0; block < blocks; block++) {
      if (!isIn(block)) continue;
      sum += own[block] as number;
      square += squares[configuration]?.[block] as number;
      count += length;
    }
    const mean = sum / count;
    const variance = square / count - mean * mean;
    // What is left of nothing by rounding is nothing.
    return variance > 1e-14 * (square / count) ? mean / Math.sqrt((variance * count) / (count - 1)) : 0;
  });
}

/** Every choice of half of the blocks, as marks. */
function* halvesOf(blocks: number): Generator<Uint8Array> {
  const marks = new Uint8Array(blocks);
  function* choose(from: number, left: number): Generator<Uint8Array> {
    if (left === 0) {
      yield marks;
      return;
    }
    for (let block = from; block <= blocks - left; block++) {
      marks[block] = 1;
      yield* choose(block + 1, left - 1);
      marks[block] = 0;
    }
  }
  yield* choose(0, blocks / 2);
}

const indexOfLargest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

/** From 1 for the worst; the mean rank where several are equal. */
function rankOf(values: readonly number[], index: number): number {
  const own = values[index] as number;
  const below = values.filter((value) => value < own).length;
  const equal = values.filter((value) => value === own).length;
  return below + (equal + 1) / 2;
}
