// Running mean and variance of observations, and what they make of one. Fitted while training, and only then.

/** Plain data; `count` 0 is none yet: observations then stay as they are. */
export interface NormaliserState {
  readonly mean: Float64Array;
  /** Of the population. */
  readonly variance: Float64Array;
  readonly count: number;
  /** Normalised numbers are kept within ± this. */
  readonly clip: number;
}

/** Added to a variance, so that a number that never moves can be divided by its deviation. */
export const NORMALISER_EPSILON = 1e-8;

/** `clip((x − mean) ÷ √(variance + 1e-8))` for each number of the first `rows` observations, in place. */
export function normalise(
  { mean, variance, count, clip }: NormaliserState,
  observations: Float32Array,
  rows: number,
): void {
  if (count === 0) return;
  const width = mean.length;
  for (let row = 0, at = 0; row < rows; row++) {
    for (let i = 0; i < width; i++, at++) {
      const centred = (observations[at] as number) - (mean[i] as number);
      const scaled = centred / Math.sqrt((variance[i] as number) + NORMALISER_EPSILON);
      observations[at] = Math.min(Math.max(scaled, -clip), clip);
    }
  }
}
