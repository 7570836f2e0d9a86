// Moving average convergence/divergence: a fast average against a slow one, and that gap's own average.
// Three exponential averages; no memory beyond them.

import { ema } from './ema.ts';
import type { SeriesIndicator } from './indicator.ts';
import { wholeAtLeastOne } from './parameters.ts';

/** `value` is the MACD line; all three are NaN until `ready`, in the inputs' unit. */
export interface Macd extends SeriesIndicator {
  /** The line's own exponential average. */
  readonly signal: number;
  /** `value − signal`. */
  readonly histogram: number;
}

/**
 * `value = ema(fast) − ema(slow)`, `signal = ema(signalLength)` of it, `histogram = value − signal`.
 * The signal takes its first input when the slow average is ready, so all three are ready from update
 * `slow + signalLength − 1` on. Customary lengths: 12, 26, 9.
 *
 * Source: G. Appel, *Technical Analysis: Power Tools for Active Investors* (2005), ch. 8.
 * @throws RangeError unless the lengths are whole numbers of at least 1 and `fast < slow`
 */
export function macd(fast: number, slow: number, signalLength: number): Macd {
  wholeAtLeastOne('macd', 'fast', fast);
  wholeAtLeastOne('macd', 'slow', slow);
  wholeAtLeastOne('macd', 'signalLength', signalLength);
  if (fast >= slow) {
    throw new RangeError(`macd: fast must be less than slow, but fast is ${fast} and slow is ${slow}.`);
  }
  return new MacdLines(fast, slow, signalLength);
}

class MacdLines implements Macd {
  ready = false;
  value = NaN;
  signal = NaN;
  histogram = NaN;
  private readonly fastAverage: SeriesIndicator;
  private readonly slowAverage: SeriesIndicator;
  private readonly signalAverage: SeriesIndicator;

  constructor(fast: number, slow: number, signalLength: number) {
    this.fastAverage = ema(fast);
    this.slowAverage = ema(slow);
    this.signalAverage = ema(signalLength);
  }

  update(x: number): void {
    this.fastAverage.update(x);
    this.slowAverage.update(x);
    if (!this.slowAverage.ready) return;
    const line = this.fastAverage.value - this.slowAverage.value;
    this.signalAverage.update(line);
    if (!this.signalAverage.ready) return;
    this.value = line;
    this.signal = this.signalAverage.value;
    this.histogram = line - this.signal;
    this.ready = true;
  }
}
