// Rolling volume-weighted average price of the last n observations, O(1) amortised per update.
// Like the simple moving average it never subtracts what left the window.

import type { VolumeIndicator } from './indicator.ts';
import { wholeAtLeastOne } from './parameters.ts';

/**
 * `value = Σ(priceᵢ·volumeᵢ) / Σvolumeᵢ` over the last `n` observations, in price units. Ready from update `n` on.
 * Where nothing traded in the whole window it is the newest price. It rolls: it knows no session and never resets.
 *
 * Sources: S. Berkowitz, D. Logue, E. Noser, *The Total Cost of Transactions on the NYSE* (Journal of Finance 43,
 * 1988) for the measure; M. van Herk (Pattern Recognition Letters 13, 1992) for the two-block window.
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function vwap(n: number): VolumeIndicator {
  return new Vwap(wholeAtLeastOne('vwap', 'n', n));
}

/**
 * Blocks as in `sma`: below `filled` the rings hold the current block's prices and volumes, from `filled` on the
 * previous block's suffix sums of `volume·(price − previousLast)` and of volume.
 */
class Vwap implements VolumeIndicator {
  ready = false;
  value = NaN;
  private readonly n: number;
  private readonly prices: Float64Array;
  private readonly volumes: Float64Array;
  private filled = 0;
  /** First price of the current block; `prefix` is the sum of `volume·(price − first)`. */
  private first = NaN;
  private prefix = 0;
  private prefixVolume = 0;
  /** Last price of the previous block. */
  private previousLast = NaN;

  constructor(n: number) {
    this.n = n;
    this.prices = new Float64Array(n);
    this.volumes = new Float64Array(n);
  }

  update(price: number, volume: number): void {
    if (this.filled === 0) {
      this.first = price;
      this.prefix = 0;
      this.prefixVolume = 0;
    }
    this.prices[this.filled] = price;
    this.volumes[this.filled] = volume;
    this.prefix += volume * (price - this.first);
    this.prefixVolume += volume;
    this.filled += 1;
    if (this.filled === this.n) {
      this.publish(price, this.prefix, this.prefixVolume);
      this.closeBlock(price);
    } else if (this.ready) {
      this.publishMerged(price, this.prices[this.filled] ?? NaN, this.volumes[this.filled] ?? NaN);
    }
  }

  private publishMerged(newest: number, suffix: number, suffixVolume: number): void {
    const moved = suffix + suffixVolume * (this.previousLast - this.first);
    this.publish(newest, this.prefix + moved, this.prefixVolume + suffixVolume);
  }

  private publish(newest: number, amountFromFirst: number, volume: number): void {
    this.value = volume === 0 ? newest : this.first + amountFromFirst / volume;
    this.ready = true;
  }

  private closeBlock(last: number): void {
    const { n, prices, volumes } = this;
    let suffix = 0;
    let suffixVolume = 0;
    for (let i = n - 1; i >= 0; i--) {
      const volume = volumes[i] ?? NaN;
      suffix += volume * ((prices[i] ?? NaN) - last);
      suffixVolume += volume;
      prices[i] = suffix;
      volumes[i] = suffixVolume;
    }
    this.previousLast = last;
    this.filled = 0;
  }
}
