// Exponential moving average: each input moves the average by a fixed share of its distance.
// Two multiplications and an addition per update once seeded.

import type { SeriesIndicator } from './indicator.ts';
import { wholeAtLeastOne } from './parameters.ts';

/**
 * `value = α·x + (1 − α)·previous` with `α = 2 / (n + 1)`, seeded with the simple mean of the first `n` inputs.
 * In the inputs' unit. Ready from update `n` on.
 *
 * Source: J. Murphy, *Technical Analysis of the Financial Markets* (1999), ch. 9.
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function ema(n: number): SeriesIndicator {
  return new Ema(wholeAtLeastOne('ema', 'n', n));
}

class Ema implements SeriesIndicator {
  ready = false;
  value = NaN;
  private readonly n: number;
  private readonly alpha: number;
  private readonly keep: number;
  private seedSum = 0;
  private seeds = 0;

  constructor(n: number) {
    this.n = n;
    this.alpha = 2 / (n + 1);
    this.keep = 1 - this.alpha;
  }

  update(x: number): void {
    if (this.ready) this.value = this.alpha * x + this.keep * this.value;
    else this.seed(x);
  }

  private seed(x: number): void {
    this.seedSum += x;
    this.seeds += 1;
    if (this.seeds < this.n) return;
    this.value = this.seedSum / this.n;
    this.ready = true;
  }
}
