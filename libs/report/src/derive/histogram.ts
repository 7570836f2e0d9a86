// How daily returns are spread: counts in bins of a readable width.

export interface Histogram {
  /** Lower edge of the first bin and the width of each. */
  readonly start: number;
  readonly width: number;
  readonly counts: readonly number[];
  readonly mean: number;
  /** One day in twenty was worse. */
  readonly worstOfTwenty: number;
}

/** Widths that people can read. */
const STEPS = [1, 2, 2.5, 5, 10];
const BINS = 36;

/** @returns undefined without returns */
export function histogramOf(returns: ArrayLike<number>): Histogram | undefined {
  if (returns.length === 0) return undefined;
  const sorted = Float64Array.from(returns).sort();
  const lowest = sorted[0] as number;
  const highest = sorted.at(-1) as number;
  const width = readableStep(Math.max((highest - lowest) / BINS, 1e-5));
  const from = Math.floor(lowest / width);
  const counts = Array.from({ length: Math.floor(highest / width) - from + 1 }, () => 0);
  for (const one of sorted) {
    const bin = Math.min(Math.floor(one / width) - from, counts.length - 1);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return {
    start: from * width,
    width,
    counts,
    mean: sorted.reduce((sum, one) => sum + one, 0) / sorted.length,
    worstOfTwenty: quantile(sorted, 0.05),
  };
}

function readableStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * (STEPS.find((step) => step * power >= least) ?? 10);
}

/** Linear between neighbours. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const lower = sorted[below] ?? 0;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)] ?? 0;
  return lower + (upper - lower) * (place - below);
}
