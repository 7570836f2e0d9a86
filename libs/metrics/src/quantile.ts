// Quantiles of a sample, and the mean of what lies in its tail.

export const sortedCopy = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort();

/**
 * Straight from one order statistic to the next (type 7 of Hyndman and Fan, what numpy and R take by default).
 * @param sorted ascending, at least one value
 * @param share from 0 to 1
 */
export function quantileOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (place - below) * (high - low);
}

/** The mean of the values that are not above the quantile. */
export function lowerTailMeanOf(sorted: Float64Array, share: number): number {
  const bound = quantileOf(sorted, share);
  let sum = 0;
  let count = 0;
  for (; count < sorted.length && (sorted[count] as number) <= bound; count++) sum += sorted[count] as number;
  return sum / count;
}

/** The middle value, or the mean of the two in the middle. */
export const medianOf = (values: ArrayLike<number>): number => quantileOf(sortedCopy(values), 0.5);
