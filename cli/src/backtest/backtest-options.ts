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
}
