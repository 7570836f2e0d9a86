// Average true range: how far price travels in one bar, gaps included.
// Wilder's smoothing over the true range.

import type { BarIndicator, SeriesIndicator } from './indicator.ts';
import { wholeAtLeastOne } from './parameters.ts';
import { wilderAverage } from './wilder-average.ts';

/**
 * The Wilder average over `n` of the true range `max(high − low, |high − previous close|, |low − previous close|)`.
 * In price units, never negative. The first bar has no previous close and counts with `high − low`, so it is ready
 * from update `n` on.
 *
 * Source: J. W. Wilder, *New Concepts in Technical Trading Systems* (1978).
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function atr(n: number): BarIndicator {
  return new Atr(wholeAtLeastOne('atr', 'n', n));
}

class Atr implements BarIndicator {
  ready = false;
  value = NaN;
  private readonly average: SeriesIndicator;
  private started = false;
  private previousClose = NaN;

  constructor(n: number) {
    this.average = wilderAverage(n);
  }

  update(high: number, low: number, close: number): void {
    this.average.update(this.started ? trueRange(high, low, this.previousClose) : high - low);
    this.started = true;
    this.previousClose = close;
    this.value = this.average.value;
    this.ready = this.average.ready;
  }
}

function trueRange(high: number, low: number, previousClose: number): number {
  return Math.max(high - low, Math.abs(high - previousClose), Math.abs(low - previousClose));
}
