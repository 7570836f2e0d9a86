// What another configuration would have made of a recorded market, as a document.

import type { DecisionApart } from '@tradingbot/backtester/research';
import type { BacktestResult } from '@tradingbot/backtester/run';

/** The document of `--json`. */
export interface WhatIf {
  readonly run: string;
  /** Every decision is the same. */
  readonly identical: boolean;
  readonly recorded: Omit<BacktestResult, 'artifacts_dir' | 'bars_per_second'>;
  readonly what_if: BacktestResult;
  readonly first_difference: DecisionApart | null;
}
