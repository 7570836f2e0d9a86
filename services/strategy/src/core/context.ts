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
  /** What the fee is worth in the account's currency, whatever it was charged in. */
  readonly fee: number;
  readonly feeAsset: string;
  /** What is left of the order. */
  readonly remaining: number;
  /** What the order was for: a target, or one side of what `ctx.protect` asked for. */
  readonly reason: 'target' | 'stop' | 'take-profit';
}

export interface Split {
  readonly symbol: string;
  /** New shares for each old one: divide remembered prices by it, multiply remembered quantities with it. */
  readonly ratio: number;
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
  /** A lot or more is held. */
  holds(symbol?: string): boolean;
  /** Nothing on order, and nothing held that could be sold: less than a lot may be left by fees in the base asset. */
  isFlat(symbol?: string): boolean;
  /** Whether a target is still being worked. Orders that protect a position do not count. */
  hasOpenOrder(symbol?: string): boolean;
  /** Close of the last bar; 0 before the first. */
  lastPrice(symbol?: string): number;
  /** Cash of the account, in its currency. */
  readonly cash: number;
  /** Cash plus every position at its last price. */
  readonly equity: number;
}

/** A decimal string is taken exactly; a number is cut to the decimals of the instrument. */
export type PriceOption = number | string;

/**
 * Which order is to bring the position there; a market order when nothing is said, and never two of these. Risk brings
 * every price onto the tick, so that nothing trades sooner than asked.
 */
export interface TargetOptions {
  /** Another symbol than the one in hand. */
  readonly symbol?: string;
  /** At this price or better. */
  readonly limit?: PriceOption;
  /** A market order once the market has come to this price from the losing side: a buy at or above the last price. */
  readonly stop?: PriceOption;
  /** A limit order once the market has come to the stop. */
  readonly stopLimit?: { readonly stop: PriceOption; readonly limit: PriceOption };
  /** A market order once the market has come to this price from the winning side: a buy at or below the last price. */
  readonly takeProfit?: PriceOption;
  /** A market order once the market has turned by this share, 0 to 1, of its best price since. */
  readonly trailing?: number;
}

/** Orders that stand ready to sell what is held: at most one stop and one target; the first to fill cancels the other. */
export interface ProtectOptions {
  /** Another symbol than the one in hand. */
  readonly symbol?: string;
  /** Sell at the market once it has fallen to this price. */
  readonly stopLoss?: PriceOption;
  /**
   * Sell at the market once it has fallen by this share, 0 to 1, of its best price since. In place of `stopLoss`. It
   * begins anew whenever it is placed anew: when what is held changes, and after each call.
   */
  readonly trailingStop?: number;
  /** Sell at this limit. */
  readonly takeProfit?: PriceOption;
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
  /**
   * Keep whatever is held of this symbol protected so, from now on and until it is sold; the latest call holds, and one
   * without a price takes the protection away. May be called before the position is there.
   */
  protect(options: ProtectOptions): void;
  /** Call `onTimer` at the first whole second not before `at` (microseconds). The same name replaces the timer. */
  setTimer(name: string, at: number): void;
  /** A uniform draw in [0, 1) from the run's seed. */
  random(): number;
  /** A line for the record and the log file. */
  log(message: string, level?: 'debug' | 'info' | 'warn'): void;
}
