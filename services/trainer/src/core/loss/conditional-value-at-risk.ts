// The conditional value at risk of a return, as a weighted sum of the critic's quantiles.
// Each of n quantiles stands for a share 1 ÷ n of the outcomes; the one in which α falls counts by the part below α.

/**
 * The weights of the quantiles, lowest first: `clamp(αn − i, 0, 1) ÷ αn`, which add up to 1. The quantiles are taken in
 * the order in which the critic gives them; while they still cross, the sum is a stand-in for the worst outcomes.
 * @param alpha share of the outcomes that count, above 0, at most 1
 */
export function tailWeights(alpha: number, count: number): Float64Array {
  const mass = alpha * count;
  return Float64Array.from({ length: count }, (_, i) => Math.min(Math.max(mass - i, 0), 1) / mass);
}
