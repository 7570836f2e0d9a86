// Rolling standard deviation and mean of the last n inputs, O(1) amortised per update.
// Moments are only ever merged, never subtracted: no drift, and no cancellation at large prices.

import type { SeriesIndicator } from './indicator.ts';
import { wholeAtLeastOne } from './parameters.ts';

/** `value` is the standard deviation, never negative; both are NaN until `ready`, in the inputs' unit. */
export interface StandardDeviation extends SeriesIndicator {
  /** The mean of the same window. */
  readonly mean: number;
}

/**
 * The population form: `value = √(Σ(xᵢ − mean)² / n)` over the last `n` inputs. Ready from update `n` on.
 * On a constant window the value is 0 and the mean that constant, exactly.
 *
 * Sources: B. P. Welford (Technometrics 4, 1962) for adding one input; T. Chan, G. Golub, R. LeVeque (The American
 * Statistician 37, 1983) for merging two groups; M. van Herk (Pattern Recognition Letters 13, 1992) for the blocks.
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function standardDeviation(n: number): StandardDeviation {
  return new RollingMoments(wholeAtLeastOne('standardDeviation', 'n', n));
}

/**
 * Time is cut into blocks of `n` inputs; a window is a suffix of the previous block and a prefix of the current one.
 * `means[0 … filled)` holds the current block's inputs; `means` and `squares` from `filled` on hold, for each suffix
 * of the previous block, its mean and its sum of squared differences from that mean (of one input: 0, never written).
 */
class RollingMoments implements StandardDeviation {
  ready = false;
  value = NaN;
  mean = NaN;
  private readonly n: number;
  private readonly means: Float64Array;
  private readonly squares: Float64Array;
  private filled = 0;
  private prefixMean = NaN;
  private prefixSquares = 0;

  constructor(n: number) {
    this.n = n;
    this.means = new Float64Array(n);
    this.squares = new Float64Array(n);
  }

  update(x: number): void {
    this.means[this.filled] = x;
    this.filled += 1;
    this.addToPrefix(x);
    if (this.filled === this.n) {
      this.publish(this.prefixMean, this.prefixSquares);
      this.closeBlock();
    } else if (this.ready) {
      this.publishMerged(this.means[this.filled] ?? NaN, this.squares[this.filled] ?? NaN);
    }
  }

  private addToPrefix(x: number): void {
    if (this.filled === 1) {
      this.prefixMean = x;
      this.prefixSquares = 0;
      return;
    }
    const distance = x - this.prefixMean;
    this.prefixMean += distance / this.filled;
    this.prefixSquares += distance * (x - this.prefixMean);
  }

  private publishMerged(suffixMean: number, suffixSquares: number): void {
    const gap = suffixMean - this.prefixMean;
    const suffixShare = (this.n - this.filled) / this.n;
    this.publish(
      this.prefixMean + gap * suffixShare,
      this.prefixSquares + suffixSquares + gap * gap * suffixShare * this.filled,
    );
  }

  private publish(mean: number, squares: number): void {
    this.mean = mean;
    this.value = Math.sqrt(squares / this.n);
    this.ready = true;
  }

  private closeBlock(): void {
    const { n, means, squares } = this;
    let mean = means[n - 1] ?? NaN;
    let sum = 0;
    for (let i = n - 2; i >= 0; i--) {
      const x = means[i] ?? NaN;
      const distance = x - mean;
      mean += distance / (n - i);
      sum += distance * (x - mean);
      means[i] = mean;
      squares[i] = sum;
    }
    this.filled = 0;
  }
}
