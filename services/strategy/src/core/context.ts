// What a strategy sees of the world: plain numbers for signals and indicators, never the exact books themselves.

/** A closed bar. Prices and volume are doubles; the books are kept exactly elsewhere. */
export interface Bar {
  readonly symbol: string;
  /** Microseconds since the epoch. */
  readonly openTime: number;
  readonly closeTime: number;
  /** "1h", "4h", … */
  readonly timeframe: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** In the base asset. */
  readonly volume: number;
}

export interface Fill {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly qty: number;
  readonly price: number;
  readonly fee: number;
  /** What is left of the order. */
  readonly remaining: number;
}

export interface Denied {
  readonly symbol: string;
  /** See docs/denials.md. */
  readonly code: string;
}

export interface Timer {
  readonly symbol: string;
  readonly name: string;
}

/** What the strategy holds and what the account is worth; read-only. `symbol` defaults to the one in hand. */
export interface Book {
  qty(symbol?: string): number;
  /** Cost basis ÷ quantity, fees left out; 0 when flat. */
  averagePrice(symbol?: string): number;
  /** Nothing held and nothing on order. */
  isFlat(symbol?: string): boolean;
  hasOpenOrder(symbol?: string): boolean;
  /** Close of the last bar; 0 before the first. */
  lastPrice(symbol?: string): number;
  /** Cash of the account, in its currency. */
  readonly cash: number;
  /** Cash plus every position at its last price. */
  readonly equity: number;
}

export interface TargetOptions {
  /** Another symbol than the one in hand. */
  readonly symbol?: string;
  /**
   * Place a limit order at this price instead of a market order. A decimal string is taken exactly; a number is cut to
   * the decimals of the instrument. Risk then brings it onto the tick, never more aggressive than asked.
   */
  readonly limit?: number | string;
}

export interface StrategyContext<Params = unknown, State = unknown> {
  readonly params: Params;
  /** The state of the symbol in hand. */
  readonly state: State;
  stateOf(symbol: string): State;
  /** The symbol in hand. */
  readonly symbol: string;
  /** All symbols of the run. */
  readonly symbols: readonly string[];
  /** The time of the event in hand, in microseconds since the epoch. The only clock there is. */
  readonly time: number;
  readonly book: Book;
  /** Hold this share of the account's equity, from 0 to 1. Replaces what was asked for before. */
  targetWeight(weight: number, options?: TargetOptions): void;
  /** Hold this quantity. A decimal string is taken exactly; a number is cut to the decimals of the instrument. */
  targetQty(quantity: number | string, options?: TargetOptions): void;
  /** Call `onTimer` at the first whole second not before `at` (microseconds). The same name replaces the timer. */
  setTimer(name: string, at: number): void;
  /** A uniform draw in [0, 1) from the run's seed. */
  random(): number;
  /** A line for the record and the log file. */
  log(message: string, level?: 'debug' | 'info' | 'warn'): void;
}
