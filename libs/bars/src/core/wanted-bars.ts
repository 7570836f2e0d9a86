// Which bars of a file are asked for.

export interface WantedBars {
  readonly symbol: string;
  readonly priceScale: number;
  /** Open times in microseconds, `from ≤ time < to`; infinite where the range is open. */
  readonly from: number;
  readonly to: number;
}
