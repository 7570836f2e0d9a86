// What a report shows of one run: plain JSON, and the same for the same run wherever and whenever it is made.
// Times are milliseconds since 1970 (UTC), money is in the account's currency, ratios are shares: 0.01 is 1 %.

/** One figure, ready to be read. */
export interface Figure {
  readonly label: string;
  /** With its unit: "−17.8 %". Of a figure that is not defined: "–". */
  readonly value: string;
  /** One sentence: what it means. */
  readonly explanation: string;
  /** Why there is no value; "" where there is one. */
  readonly undefinedBecause: string;
  readonly tone: 'good' | 'bad' | 'plain';
}

export interface FigureGroup {
  readonly title: string;
  readonly figures: readonly Figure[];
}

/** Equal lengths, oldest first; thinned so that every extreme of the whole is still there. */
export interface EquityColumns {
  readonly time: readonly number[];
  readonly equity: readonly number[];
  /** The same cash, spread evenly over all symbols at their first prices, and left alone; no costs. */
  readonly benchmark: readonly number[];
  /** Share below the highest equity so far: 0 or negative. */
  readonly drawdown: readonly number[];
}

/** The account's worth when each day that had bars was over. */
export interface DailyEquity {
  /** When the run opened. */
  readonly initial: number;
  /** Days since 1970-01-01. */
  readonly day: readonly number[];
  readonly equity: readonly number[];
  /** Simple returns; the first one's is on `initial`. */
  readonly returns: readonly number[];
}

/** Candles in exact units of the instrument: a price is `unit ÷ 10^decimals`. Oldest first. */
export interface CandleColumns {
  /** Length of a candle in milliseconds. */
  readonly step: number;
  readonly time: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
}

export interface PriceSeries {
  readonly symbol: string;
  readonly decimals: number;
  /** The whole run. */
  readonly whole: CandleColumns;
  /** The run's own bars around fills, where `whole` is coarser than these; with holes between. */
  readonly fine: CandleColumns;
}

/** One round trip, from flat to flat. */
export interface ReportTrade {
  /** Indices into `strategies` and `symbols`. */
  readonly strategy: number;
  readonly symbol: number;
  readonly entryTime: number;
  readonly exitTime: number;
  readonly qty: number;
  /** Average prices over the fills of the trip. */
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly fees: number;
  /** After fees. */
  readonly pnl: number;
  /** Share of what was paid. */
  readonly return: number;
  /** The order that opened it and the one that closed it: "market, taker". */
  readonly entryBy: string;
  readonly exitBy: string;
}

/** What is still held when the run is over. */
export interface OpenPosition {
  readonly strategy: number;
  readonly symbol: number;
  readonly entryTime: number;
  readonly qty: number;
  /** Average of what was bought since it was last flat. */
  readonly entryPrice: number;
  readonly entryBy: string;
}

export interface ReportFill {
  readonly strategy: number;
  readonly symbol: number;
  readonly time: number;
  readonly side: 'buy' | 'sell';
  readonly price: number;
  readonly qty: number;
  /** The kind of order and its part in the market: "limit, maker". */
  readonly by: string;
}

/** What trading cost; a negative part was earned. */
export interface ReportCosts {
  readonly fees: number;
  readonly spread: number;
  /** Beyond the spread. */
  readonly slippage: number;
  readonly delay: number;
}

export interface CodeCount {
  readonly code: string;
  readonly count: number;
  /** Who said it: "risk refused", "venue refused", "venue canceled". */
  readonly by: string;
}

export interface ReportData {
  readonly title: string;
  /** Made by a generator, not recorded from a market. */
  readonly synthetic: boolean;
  readonly from: number;
  readonly to: number;
  readonly bars: number;
  /** "1h" */
  readonly timeframe: string;
  readonly seed: number;
  readonly currency: string;
  readonly strategies: readonly string[];
  readonly symbols: readonly string[];
  /** 365 or 252: by what ratios are made yearly. */
  readonly daysPerYear: number;
  readonly initialEquity: number;
  readonly finalEquity: number;
  readonly warnings: readonly string[];
  /** The few that stand at the top. */
  readonly keyFigures: readonly Figure[];
  readonly figures: readonly FigureGroup[];
  readonly equity: EquityColumns;
  readonly daily: DailyEquity;
  readonly prices: readonly PriceSeries[];
  /** The first of all, as many as a page can hold; `tradeCount` is how many there were. */
  readonly trades: readonly ReportTrade[];
  readonly tradeCount: number;
  readonly open: readonly OpenPosition[];
  readonly fills: readonly ReportFill[];
  readonly fillCount: number;
  /** In the order of exits: pnl ÷ equity before the trade, for shuffling. */
  readonly tradeReturns: readonly number[];
  readonly costs: ReportCosts;
  readonly codes: readonly CodeCount[];
  readonly breakdowns: readonly Breakdown[];
  /** As the run was asked for: JSON. */
  readonly configuration: unknown;
  /** Names and hashes that tell this run from another: label and value. */
  readonly identity: readonly (readonly [label: string, value: string])[];
}

export interface Breakdown {
  /** "symbol", "strategy", "month". */
  readonly by: string;
  /** What is counted how, as a sentence. */
  readonly about: string;
  readonly rows: readonly BreakdownRow[];
}

export interface BreakdownRow {
  readonly name: string;
  readonly trades: number;
  /** Share of the trades; `null` without trades, or where it is not known. */
  readonly winRate: number | null;
  readonly pnl: number;
}
