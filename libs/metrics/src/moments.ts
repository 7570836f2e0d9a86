// Moments of a sample, each in two passes: exact enough at any size and at any distance from zero.

export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** The sample's (÷ n − 1); 0 for fewer than two, and for values that are all the same. */
  readonly deviation: number;
  /** Of the population: `m₃ ÷ m₂^1.5`; 0 when the values do not vary. */
  readonly skew: number;
  /** Of the population: `m₄ ÷ m₂²`, 3 for a normal distribution; 3 when the values do not vary. */
  readonly kurtosis: number;
}

/** Below this share of the largest value a deviation is what rounding leaves of nothing. */
const ROUNDING = 1e-13;

export function momentsOf(values: ArrayLike<number>): Moments {
  const count = values.length;
  if (count === 0) return { count, mean: 0, deviation: 0, skew: 0, kurtosis: 3 };
  const mean = meanOf(values);
  let second = 0;
  let third = 0;
  let fourth = 0;
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    const distance = value - mean;
    const square = distance * distance;
    second += square;
    third += square * distance;
    fourth += square * square;
    largest = Math.max(largest, Math.abs(value));
  }
  const population = Math.sqrt(second / count);
  if (count < 2 || population <= largest * ROUNDING) return { count, mean, deviation: 0, skew: 0, kurtosis: 3 };
  return {
    count,
    mean,
    deviation: Math.sqrt(second / (count - 1)),
    skew: third / count / population ** 3,
    kurtosis: fourth / count / population ** 4,
  };
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

/** `√(mean of min(value, 0)²)`: over all values, those above zero count as zero. */
export function downsideDeviationOf(values: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += Math.min(values[i] as number, 0) ** 2;
  return Math.sqrt(squares / values.length);
}
