// Momentum: how far the input has moved in n updates.
// A difference, so in the inputs' unit; `roc` is its relative form.

import type { SeriesIndicator } from './indicator.ts';
import { lag } from './lag.ts';
import { wholeAtLeastOne } from './parameters.ts';

/**
 * `value = x − (x of n updates ago)`, in the inputs' unit. Ready from update `n + 1` on.
 *
 * Source: J. Murphy, *Technical Analysis of the Financial Markets* (1999), ch. 10.
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function momentum(n: number): SeriesIndicator {
  return new Momentum(wholeAtLeastOne('momentum', 'n', n));
}

class Momentum implements SeriesIndicator {
  ready = false;
  value = NaN;
  private readonly past: SeriesIndicator;

  constructor(n: number) {
    this.past = lag(n);
  }

  update(x: number): void {
    this.past.update(x);
    this.value = x - this.past.value;
    this.ready = this.past.ready;
  }
}
