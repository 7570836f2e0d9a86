// The market as a table that a strategy has brought along. In a test a file with its rows stands in place of this one.

export interface Row {
  readonly symbol: string;
  /** Milliseconds: when the bar opens. */
  readonly time: number;
  readonly open: number;
  readonly close: number;
}

export const MARKET: readonly Row[] = [];
