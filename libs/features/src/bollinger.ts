// Bollinger bands: a moving average with a band of so many standard deviations on either side.
// The deviation is the population one, as Bollinger defines it.

import type { SeriesIndicator } from './indicator.ts';
import { positive, wholeAtLeastOne } from './parameters.ts';
import { standardDeviation, type StandardDeviation } from './standard-deviation.ts';

/** `value` is the middle band; all three are NaN until `ready`, in the inputs' unit, and `lower ≤ value ≤ upper`. */
export interface Bollinger extends SeriesIndicator {
  readonly upper: number;
  readonly lower: number;
}

/**
 * `value` = mean of the last `n` inputs, `upper` and `lower` = `value ± width·σ` with population σ of the same window.
 * Ready from update `n` on. On a constant window the three are equal. Customary: 20 and 2.
 *
 * Source: J. Bollinger, *Bollinger on Bollinger Bands* (2001), ch. 7.
 * @param width standard deviations between the middle and either band
 * @throws RangeError unless `n` is a whole number of at least 1 and `width` is finite and above 0
 */
export function bollinger(n: number, width: number): Bollinger {
  return new Bands(wholeAtLeastOne('bollinger', 'n', n), positive('bollinger', 'width', width));
}

class Bands implements Bollinger {
  ready = false;
  value = NaN;
  upper = NaN;
  lower = NaN;
  private readonly width: number;
  private readonly deviation: StandardDeviation;

  constructor(n: number, width: number) {
    this.width = width;
    this.deviation = standardDeviation(n);
  }

  update(x: number): void {
    const { deviation } = this;
    deviation.update(x);
    const half = this.width * deviation.value;
    this.value = deviation.mean;
    this.upper = deviation.mean + half;
    this.lower = deviation.mean - half;
    this.ready = deviation.ready;
  }
}
