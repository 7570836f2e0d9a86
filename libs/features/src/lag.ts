// The input of n updates ago.
// A ring buffer: what momentum and rate of change compare with, and how to shift a column by n bars.

import type { SeriesIndicator } from './indicator.ts';
import { wholeAtLeastOne } from './parameters.ts';

/**
 * `value` is the input that came `n` updates before the newest, in its unit. Ready from update `n + 1` on.
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function lag(n: number): SeriesIndicator {
  return new Lag(wholeAtLeastOne('lag', 'n', n));
}

class Lag implements SeriesIndicator {
  ready = false;
  value = NaN;
  private readonly ring: Float64Array;
  private next = 0;
  private full = false;

  constructor(n: number) {
    this.ring = new Float64Array(n);
  }

  update(x: number): void {
    if (this.full) {
      this.value = this.ring[this.next] ?? NaN;
      this.ready = true;
    }
    this.ring[this.next] = x;
    this.next += 1;
    if (this.next < this.ring.length) return;
    this.next = 0;
    this.full = true;
  }
}
