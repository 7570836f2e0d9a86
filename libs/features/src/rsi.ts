// Relative strength index: which part of the recent movement went up, from 0 to 100.
// Wilder's own smoothing, not a simple or an exponential mean of gains.

import type { SeriesIndicator } from './indicator.ts';
import { wholeAtLeastOne } from './parameters.ts';
import { wilderAverage } from './wilder-average.ts';

/**
 * `value = 100·G / (G + L)`, which is `100 − 100 / (1 + G/L)`, where `G` and `L` are Wilder averages over `n` of the
 * upward and downward changes between inputs. From 0 to 100, without unit.
 * The first input has no change, so it is ready from update `n + 1` on. Where nothing moved (`G + L = 0`) it is 50:
 * no movement favours neither side.
 *
 * Source: J. W. Wilder, *New Concepts in Technical Trading Systems* (1978).
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function rsi(n: number): SeriesIndicator {
  return new Rsi(wholeAtLeastOne('rsi', 'n', n));
}

class Rsi implements SeriesIndicator {
  ready = false;
  value = NaN;
  private readonly gains: SeriesIndicator;
  private readonly losses: SeriesIndicator;
  private started = false;
  private previous = NaN;

  constructor(n: number) {
    this.gains = wilderAverage(n);
    this.losses = wilderAverage(n);
  }

  update(x: number): void {
    const change = x - this.previous;
    this.previous = x;
    if (this.started) this.add(change);
    else this.started = true;
  }

  private add(change: number): void {
    this.gains.update(change > 0 ? change : 0);
    this.losses.update(change < 0 ? -change : 0);
    if (!this.gains.ready) return;
    const movement = this.gains.value + this.losses.value;
    this.value = movement === 0 ? 50 : (100 * this.gains.value) / movement;
    this.ready = true;
  }
}
