// What a bar may tell beside its prices: the columns of a file that features are made of, by their names in the file.
// A bar is observed at its close; every number of it is known by then.

/** Every series has these. */
export const BAR_COLUMNS = ['open', 'high', 'low', 'close', 'volume'] as const;

/**
 * A series may have these. `taker_buy_base` and `volume` are in the base asset, `quote_volume` in the quote asset,
 * `trades` a count, `bid` and `ask` prices at the close. `fear_greed` is the index that was published last before the
 * close, 0 to 100, or NaN while none is known; `events` how many events of high importance fell into the bar.
 */
export const OPTIONAL_COLUMNS = [
  'taker_buy_base',
  'quote_volume',
  'trades',
  'bid',
  'ask',
  'fear_greed',
  'events',
] as const;

export type BarColumn = (typeof BAR_COLUMNS)[number];
export type OptionalColumn = (typeof OPTIONAL_COLUMNS)[number];
export type ObservationColumn = BarColumn | OptionalColumn;

/** A closed bar with `0 < low ≤ open, close ≤ high` and `volume ≥ 0`; the columns that a plan reads must be there. */
export type BarToObserve = Readonly<Record<BarColumn, number> & Partial<Record<OptionalColumn, number>>>;

/** The bar in hand, as every feature reads it: one object, filled anew for each bar. NaN where there is no column. */
export class ObservedBar {
  open = NaN;
  high = NaN;
  low = NaN;
  close = NaN;
  volume = NaN;
  taker_buy_base = NaN;
  quote_volume = NaN;
  trades = NaN;
  bid = NaN;
  ask = NaN;
  fear_greed = NaN;
  events = NaN;
  /** Close of the bar before; NaN on the first bar. */
  previousClose = NaN;

  /** @param scale what prices are multiplied with, and quantities of the base asset divided by */
  take(bar: BarToObserve, scale: number): void {
    this.previousClose = this.close;
    this.open = bar.open * scale;
    this.high = bar.high * scale;
    this.low = bar.low * scale;
    this.close = bar.close * scale;
    this.volume = bar.volume / scale;
    this.taker_buy_base = (bar.taker_buy_base ?? NaN) / scale;
    this.quote_volume = bar.quote_volume ?? NaN;
    this.trades = bar.trades ?? NaN;
    this.bid = (bar.bid ?? NaN) * scale;
    this.ask = (bar.ask ?? NaN) * scale;
    this.fear_greed = bar.fear_greed ?? NaN;
    this.events = bar.events ?? NaN;
  }
}
