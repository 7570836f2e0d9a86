// What every streaming indicator offers: feed it one observation at a time, then read a number.
// The three shapes differ only in what one observation is.

/**
 * `ready` turns true with the update that completes the first full window and stays true.
 * `value` is NaN until `ready`, and a number ever after: where a formula would divide by zero, the indicator's
 * own docstring names the value taken instead.
 *
 * Both are plain fields, read for free. All state of an indicator is data in its own fields, so `saveState` and
 * `restoreState` carry it across a restart bit for bit. Inputs must be finite; the hot path does not check them.
 */
export interface Reading {
  readonly ready: boolean;
  readonly value: number;
}

/** One observation is one number: a close, a return, another indicator's value. */
export interface SeriesIndicator extends Reading {
  update(x: number): void;
}

/** One observation is a bar's range and close, `low ≤ close ≤ high`. */
export interface BarIndicator extends Reading {
  update(high: number, low: number, close: number): void;
}

/** One observation is a price and the volume traded at it, `volume ≥ 0`. */
export interface VolumeIndicator extends Reading {
  update(price: number, volume: number): void;
}
