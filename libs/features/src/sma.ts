// Simple moving average: the mean of the last n inputs, O(1) amortised per update.
// It never subtracts what left the window, so a million updates drift no more than one window does.

import type { SeriesIndicator } from './indicator.ts';
import { wholeAtLeastOne } from './parameters.ts';

/**
 * `value = (x₁ + … + xₙ) / n` over the last `n` inputs, in their unit. Ready from update `n` on.
 * On a constant window the value is that constant exactly.
 *
 * Sources: J. Murphy, *Technical Analysis of the Financial Markets* (1999), ch. 9; the two-block window is that of
 * M. van Herk (Pattern Recognition Letters 13, 1992).
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function sma(n: number): SeriesIndicator {
  return new Sma(wholeAtLeastOne('sma', 'n', n));
}

/**
 * Time is cut into blocks of `n` inputs; a window is a suffix of the previous block and a prefix of the current one.
 * `block[0 … filled)` holds the current block's inputs, `block[filled … n)` the previous block's suffix sums.
 * Sums are of differences from an input that is inside the window itself, so an outlier that has left leaves no trace.
 */
class Sma implements SeriesIndicator {
  ready = false;
  value = NaN;
  private readonly n: number;
  private readonly block: Float64Array;
  private filled = 0;
  /** First input of the current block; `prefix` is the sum of its inputs' differences from it. */
  private first = NaN;
  private prefix = 0;
  /** Last input of the previous block; the suffix sums are of differences from it. */
  private previousLast = NaN;

  constructor(n: number) {
    this.n = n;
    this.block = new Float64Array(n);
  }

  update(x: number): void {
    if (this.filled === 0) {
      this.first = x;
      this.prefix = 0;
    }
    this.block[this.filled] = x;
    this.prefix += x - this.first;
    this.filled += 1;
    if (this.filled === this.n) this.closeBlock(x);
    else if (this.ready) this.value = this.first + this.sumFromFirst() / this.n;
  }

  private sumFromFirst(): number {
    const older = this.n - this.filled;
    const suffix = this.block[this.filled] ?? NaN;
    return this.prefix + suffix + older * (this.previousLast - this.first);
  }

  private closeBlock(last: number): void {
    this.value = this.first + this.prefix / this.n;
    this.ready = true;
    this.previousLast = last;
    let suffix = 0;
    for (let i = this.n - 1; i >= 0; i--) {
      suffix += (this.block[i] ?? NaN) - last;
      this.block[i] = suffix;
    }
    this.filled = 0;
  }
}
