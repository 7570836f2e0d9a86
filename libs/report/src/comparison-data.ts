// Runs side by side: recorded ones, or the profiles of one evaluation. Plain JSON, the same for the same runs.

export interface ComparisonColumn {
  readonly title: string;
  /** One sentence: what it means. */
  readonly explanation: string;
  readonly unit: 'share' | 'gain' | 'money' | 'number' | 'count' | 'text';
  /** Which end is marked as the best; "none" where neither is. */
  readonly best: 'highest' | 'lowest' | 'none';
}

export interface ComparedRun {
  readonly name: string;
  /** One for each column; `null` where it is not defined. Ratios are shares: 0.01 is 1 %. */
  readonly values: readonly (number | string | null)[];
  /** Milliseconds and money, thinned by whoever gathered them; empty for no curve. */
  readonly curve: { readonly time: readonly number[]; readonly equity: readonly number[] };
}

export interface ComparisonData {
  readonly title: string;
  /** What was compared on what, in a sentence. */
  readonly subtitle: string;
  readonly synthetic: boolean;
  readonly currency: string;
  readonly warnings: readonly string[];
  readonly columns: readonly ComparisonColumn[];
  readonly runs: readonly ComparedRun[];
}
