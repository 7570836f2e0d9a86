// What `tradingbot import bars` can be told.

export interface ImportOptions {
  readonly out?: string;
  readonly symbol?: string;
  readonly timeframe?: string;
  readonly json?: boolean;
}
