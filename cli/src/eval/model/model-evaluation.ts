// What the evaluation of a model says, as the document of `--json` and `eval.json`.

import type { TrialFigures } from '@tradingbot/backtester/research';
import type { ContestFigures } from './contest-figures.ts';
import type { JudgedRange } from './judged-range.ts';
import type { OverfittingFigures } from './overfitting.ts';

export interface ModelEvaluation {
  readonly model: {
    readonly sha256: string;
    readonly path: string;
    readonly step: number;
    readonly timeframe: string;
    readonly asset_class: string;
  };
  /** Whether the bars were made and not recorded. */
  readonly synthetic: boolean;
  readonly currency: string;
  readonly symbols: readonly string[];
  readonly sample: JudgedRange['sample'];
  readonly seeds: readonly number[];
  readonly profiles: readonly ProfileResult[];
  readonly overfitting: OverfittingFigures;
  readonly bar: { readonly passed: boolean; readonly failures: readonly BarFailure[] };
  readonly warnings: readonly string[];
}

export interface ProfileResult {
  readonly name: string;
  /** One sentence, when it could not be run. */
  readonly why: string | null;
  readonly folds: readonly { readonly fold: number; readonly from: string; readonly to: string }[];
  /** The policy first. */
  readonly contestants: readonly ContestantResult[];
  /** Of the policy, with all that was ever tried on these bars. */
  readonly trials: TrialFigures | null;
}

export interface ContestantResult {
  readonly name: string;
  /** The middle over seeds. */
  readonly figures: ContestFigures;
  readonly by_seed: readonly { readonly seed: number; readonly figures: ContestFigures }[];
  readonly by_fold: readonly {
    readonly fold: number;
    readonly seed: number;
    readonly total_return: number;
    readonly sharpe: number | null;
    readonly sortino: number | null;
    readonly max_drawdown: number;
  }[];
}

export interface BarFailure {
  readonly profile: string;
  readonly figure: string;
  /** `null`: there is none, which is not good enough either. */
  readonly value: number | null;
  readonly bar: number;
}
