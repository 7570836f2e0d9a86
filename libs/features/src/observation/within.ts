// The last step of every number on its way into an observation: nothing but a number of the range gets through.

/** Rounding may leave a range by a hair; sums beyond what a double holds may be no number, and say nothing: 0. */
export function within(value: number, low: number, high: number): number {
  if (value >= low) return value <= high ? value : high;
  return value < low ? low : 0;
}
