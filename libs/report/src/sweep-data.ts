// A sweep over parameters: one figure for every combination. Plain JSON, the same for the same sweep.

export interface SweepData {
  readonly title: string;
  readonly subtitle: string;
  readonly synthetic: boolean;
  readonly warnings: readonly string[];
  /** What every combination is judged by: "Sharpe ratio". */
  readonly metric: string;
  readonly unit: 'share' | 'number' | 'money';
  readonly isHigherBetter: boolean;
  readonly axes: readonly { readonly key: string; readonly values: readonly string[] }[];
  /** One for each combination, the last axis quickest; `null` where it is not defined. */
  readonly results: readonly (number | null)[];
}
