// Wilder's smoothing: an exponential average with weight 1/n, the one inside his RSI and ATR.
// Also known as RMA or SMMA.

import type { SeriesIndicator } from './indicator.ts';
import { wholeAtLeastOne } from './parameters.ts';

/**
 * `value = (previous·(n − 1) + x) / n`, seeded with the simple mean of the first `n` inputs.
 * In the inputs' unit. Ready from update `n` on.
 *
 * Source: J. W. Wilder, *New Concepts in Technical Trading Systems* (1978).
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function wilderAverage(n: number): SeriesIndicator {
  return new WilderAverage(wholeAtLeastOne('wilderAverage', 'n', n));
}

class WilderAverage implements SeriesIndicator {
  ready = false;
  value = NaN;
  private readonly n: number;
  private seedSum = 0;
  private seeds = 0;

  constructor(n: number) {
    this.n = n;
  }

  update(x: number): void {
    if (this.ready) this.value = (this.value * (this.n - 1) + x) / this.n;
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
