// How much of the returns the critic foresaw.

/**
 * `1 − Var(returns − values) ÷ Var(returns)`: 1 is all of it, 0 no more than their mean would say, below 0 is worse.
 * @returns null where the returns are all the same
 */
export function explainedVariance(values: Float32Array, returns: Float32Array): number | null {
  const count = returns.length;
  let meanReturn = 0;
  let meanError = 0;
  for (let i = 0; i < count; i++) {
    meanReturn += (returns[i] as number) / count;
    meanError += ((returns[i] as number) - (values[i] as number)) / count;
  }
  let spread = 0;
  let unexplained = 0;
  for (let i = 0; i < count; i++) {
    spread += ((returns[i] as number) - meanReturn) ** 2;
    unexplained += ((returns[i] as number) - (values[i] as number) - meanError) ** 2;
  }
  return spread === 0 ? null : 1 - unexplained / spread;
}
