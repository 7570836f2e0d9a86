// Rate of change: how far the input has moved in n updates, in percent of where it was.
// `momentum` is its absolute form.

import type { SeriesIndicator } from './indicator.ts';
import { lag } from './lag.ts';
import { wholeAtLeastOne } from './parameters.ts';

/**
 * `value = 100·(x − past) / past`, in percent, where `past` is the input of `n` updates ago. Ready from update
 * `n + 1` on. Where `past` is 0 there is no rate, and the value is 0.
 *
 * Source: J. Murphy, *Technical Analysis of the Financial Markets* (1999), ch. 10.
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function roc(n: number): SeriesIndicator {
  return new Roc(wholeAtLeastOne('roc', 'n', n));
}

class Roc implements SeriesIndicator {
  ready = false;
  value = NaN;
  private readonly past: SeriesIndicator;

  constructor(n: number) {
    this.past = lag(n);
  }

  update(x: number): void {
    this.past.update(x);
    const past = this.past.value;
    this.value = past === 0 ? 0 : (100 * (x - past)) / past;
    this.ready = this.past.ready;
  }
}
