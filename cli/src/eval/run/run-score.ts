// How a recorded run has fared lately, as a document.

/** The document of `--json`. */
export interface RunScore {
  readonly run: string;
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  /** The model of the run's policy; null when it trades none. */
  readonly model: { readonly sha256: string; readonly in_force: boolean } | null;
  readonly figures: RunFigures;
  /** Of the same money in each symbol, from the first close to the last; without costs. */
  readonly buy_and_hold_return: number | null;
  readonly bar: { readonly passed: boolean; readonly failures: readonly ScoreFailure[] };
}

/** From equity as the journal records it: at fills, and every `execution.equity_interval`. */
export interface RunFigures {
  readonly total_return: number;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly calmar: number | null;
  /** Between the instants at which equity is recorded it may have been deeper. */
  readonly max_drawdown: number;
  readonly fills: number;
  readonly final_equity: number;
}

export interface ScoreFailure {
  readonly figure: string;
  readonly value: number | null;
  readonly bar: number;
}
