// Commodity channel index: how unusual the typical price is against its recent mean.
// The mean deviation has no O(1) form: an update walks the window, which is short by custom (20).

import type { BarIndicator } from './indicator.ts';
import { wholeAtLeastOne } from './parameters.ts';

/** Lambert's constant: it puts about three quarters of the values between −100 and +100. */
const SCALE = 0.015;

/**
 * `value = (tp − mean) / (0.015·d)`, where `tp = (high + low + close) / 3`, `mean` is the mean of the last `n` typical
 * prices and `d` the mean of their absolute differences from it. Without unit. Ready from update `n` on; O(n) each.
 * Where the window is constant (`d = 0`) the value is 0: nothing is unusual.
 *
 * Source: D. Lambert, *Commodity Channel Index* (Commodities magazine, October 1980).
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function cci(n: number): BarIndicator {
  return new Cci(wholeAtLeastOne('cci', 'n', n));
}

class Cci implements BarIndicator {
  ready = false;
  value = NaN;
  private readonly ring: Float64Array;
  private next = 0;

  constructor(n: number) {
    this.ring = new Float64Array(n);
  }

  update(high: number, low: number, close: number): void {
    const typical = (high + low + close) / 3;
    this.ring[this.next] = typical;
    this.next += 1;
    if (this.next === this.ring.length) {
      this.next = 0;
      this.ready = true;
    }
    if (this.ready) this.value = this.index(typical);
  }

  /** Differences are taken from the newest price first: a constant window then has a mean deviation of exactly 0. */
  private index(typical: number): number {
    const { ring } = this;
    const n = ring.length;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (ring[i] ?? NaN) - typical;
    const mean = typical + sum / n;
    let deviations = 0;
    for (let i = 0; i < n; i++) deviations += Math.abs((ring[i] ?? NaN) - mean);
    return deviations === 0 ? 0 : (typical - mean) / ((SCALE * deviations) / n);
  }
}
