// The Sharpe ratio of the days behind each day, without a risk-free rate. A window that does not vary has none.

export interface RollingSharpe {
  /** Days in the window. */
  readonly window: number;
  /** One for each day, `null` where the window is not full or does not vary. */
  readonly values: readonly (number | null)[];
}

/** A quarter of a year, or of the run when that is short; fewer than ten days tell nothing. */
export function rollingSharpe(returns: readonly number[], daysPerYear: number): RollingSharpe {
  const window = Math.max(10, Math.min(Math.round(daysPerYear / 4), Math.floor(returns.length / 3)));
  const values = returns.map((_, index) =>
    index + 1 < window ? null : sharpeOf(returns.slice(index + 1 - window, index + 1), daysPerYear),
  );
  return { window, values };
}

function sharpeOf(returns: readonly number[], daysPerYear: number): number | null {
  const mean = returns.reduce((sum, one) => sum + one, 0) / returns.length;
  const variance = returns.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (returns.length - 1);
  // What is left of rounding is no variation.
  return variance <= 1e-24 ? null : (mean / Math.sqrt(variance)) * Math.sqrt(daysPerYear);
}
