// On-balance volume: volume of rising bars less volume of falling bars, since the start.
// Only its changes mean something; the level depends on where counting began.

import type { VolumeIndicator } from './indicator.ts';

/**
 * `value` grows by the volume when the price rose since the previous update, shrinks by it when the price fell, and
 * stays when it did not move. In units of volume. The first price has no direction: ready from update 1 on, at 0.
 *
 * Source: J. Granville, *Granville's New Key to Stock Market Profits* (1963).
 */
export function obv(): VolumeIndicator {
  return new Obv();
}

class Obv implements VolumeIndicator {
  ready = false;
  value = NaN;
  private previousPrice = NaN;

  update(price: number, volume: number): void {
    if (!this.ready) {
      this.value = 0;
      this.ready = true;
    } else if (price > this.previousPrice) {
      this.value += volume;
    } else if (price < this.previousPrice) {
      this.value -= volume;
    }
    this.previousPrice = price;
  }
}
