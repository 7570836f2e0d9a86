// What a backtest is asked for and what it answers: the door between the command line and the backtester.

import type { RunConfig } from '@tradingbot/config';
import type { StrategyInstance, TrainedModel } from '@tradingbot/strategy';
import type { Metrics } from './metrics-document.ts';

/** A strategy ready to run, and the hash of the code it came from. */
export interface LoadedStrategy extends StrategyInstance {
  /** What was asked for: a built-in name or the path of a file. */
  readonly use: string;
  /**
   * SHA-256 of the file and of the local files it imports, or of the model that it trades; empty for a built-in, which the
   * product's hash covers.
   */
  readonly codeHash: string;
  /** Of a trained policy. */
  readonly model?: TrainedModel;
}

export interface Progress {
  readonly bars: number;
  /** Bars in the input, where that is known beforehand. */
  readonly totalBars: number | undefined;
  readonly barsPerSecond: number;
  /** Simulated time, in microseconds. */
  readonly time: number;
}

export interface BacktestRequest {
  readonly config: RunConfig;
  readonly strategies: readonly LoadedStrategy[];
  /** Write every event to `journal.jsonl` beside the results. */
  readonly journal: boolean;
  readonly onProgress: (progress: Progress) => void;
  /** Stops the run at the next chunk; nothing is written. */
  readonly signal: AbortSignal;
}

/** The document that `--json` prints: `metrics.json`, and what is known of this run alone. */
export interface BacktestResult extends Metrics {
  readonly run_id: string;
  /** Of all configurations that were tried on these bars, as far as they are recorded. */
  readonly trials: TrialFigures;
  readonly bars_per_second: number;
  readonly artifacts_dir: string;
}

/** Bailey and López de Prado: how likely the Sharpe ratio is above what the best of so many tries would show by luck. */
export interface TrialFigures {
  /** Distinct configurations, this one included. */
  readonly count: number;
  readonly deflated_sharpe: number | null;
  /** Why `deflated_sharpe` is null; "" when it is not. */
  readonly reason: string;
}
