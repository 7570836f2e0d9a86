// What can be typed after `tradingbot backtest`.

export interface BacktestOptions {
  readonly config?: string;
  readonly data?: readonly string[];
  readonly symbols?: string;
  readonly strategy?: string;
  readonly param?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly set?: readonly string[];
  readonly seed?: string;
  readonly journal?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** What is typed for a backtest alone. */
export interface BacktestCommandOptions extends BacktestOptions {
  /** A recorded run, whose market is played in place of files. */
  readonly run?: string;
  /** Whose log that run is in. */
  readonly stack?: string;
  /** What is varied, such as `fast=5..20`. */
  readonly sweep?: readonly string[];
  /** The lengths of a walk-forward, such as `train=180d,test=30d`. */
  readonly walkForward?: string;
  /** What combinations are ranked by. */
  readonly metric?: string;
  /** How many threads a sweep takes. */
  readonly jobs?: string;
  readonly checkLookahead?: true;
  /** Runs whose results are put side by side. */
  readonly compare?: readonly string[];
}
