// What a backtest is asked for and what it answers: the door between the command line and the backtester.

import type { RunConfig } from '@tradingbot/config';
import type { StrategyInstance } from '@tradingbot/strategy';

/** A strategy ready to run, and the hash of the code it came from. */
export interface LoadedStrategy extends StrategyInstance {
  /** What was asked for: a built-in name or the path of a file. */
  readonly use: string;
  /** SHA-256 of the file and of the local files it imports; empty for a built-in, which the product's hash covers. */
  readonly codeHash: string;
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

/** The document that `--json` prints. Money is decimal strings, ratios are numbers or null with a reason. */
export interface BacktestResult {
  readonly run_id: string;
  readonly synthetic: boolean;
  readonly symbols: readonly string[];
  readonly strategies: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly bars: number;
  readonly trades: number;
  readonly fills: number;
  readonly currency: string;
  readonly initial_cash: string;
  readonly final_equity: string;
  readonly total_return: number;
  readonly max_drawdown: number;
  readonly sharpe: number | null;
  readonly fees: string;
  readonly slippage: string;
  readonly denials: number;
  readonly denials_by_code: Readonly<Record<string, number>>;
  readonly exposure: number;
  readonly win_rate: number | null;
  readonly undefined_metrics: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  readonly decision_digest: string;
  readonly bars_per_second: number;
  readonly artifacts_dir: string;
}
