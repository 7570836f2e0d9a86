// The evaluation of a trained policy: it and its rivals under each profile. Plain JSON, the same for the same evaluation.

import type { ComparisonColumn } from './comparison-data.ts';

/** One strategy under one profile: the middle over seeds, one value for each column. */
export interface ModelContestant {
  readonly profile: string;
  readonly name: string;
  readonly values: readonly (number | string | null)[];
}

/** A metric of one member of a population over its steps. */
export interface LearningCurveData {
  readonly member: string;
  readonly metric: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

export interface ModelEvaluationData {
  readonly title: string;
  readonly subtitle: string;
  readonly synthetic: boolean;
  readonly currency: string;
  readonly warnings: readonly string[];
  /** Where the model is below the bar, a sentence for each figure. */
  readonly bar: readonly string[];
  readonly columns: readonly ComparisonColumn[];
  readonly contestants: readonly ModelContestant[];
  /** Names of the strategies under the first profile, in the order of `folds` and `curves`. */
  readonly names: readonly string[];
  /** Returns on each range under the first profile. */
  readonly folds: readonly { readonly name: string; readonly returns: readonly (number | null)[] }[];
  /** Equity over all ranges under the first profile: milliseconds and money. */
  readonly curves: readonly {
    readonly name: string;
    readonly time: readonly number[];
    readonly equity: readonly number[];
  }[];
  readonly luck: LuckData;
  readonly learning: readonly LearningCurveData[];
  /** As the model states it: one entry for each ancestor. */
  readonly lineage: readonly unknown[];
  /** What the model is: labels and values. */
  readonly facts: readonly (readonly [label: string, value: string])[];
}

export interface LuckData {
  /** Tries on these bars, as far as they are recorded. */
  readonly trials: number | null;
  readonly deflated: readonly { readonly profile: string; readonly value: number | null; readonly reason: string }[];
  /** The probability of backtest overfitting, and that of a loss; `null` with the reason beside it. */
  readonly overfitting: number | null;
  readonly loss: number | null;
  readonly overfittingReason: string;
  readonly candidates: number;
  readonly splits: number;
}
