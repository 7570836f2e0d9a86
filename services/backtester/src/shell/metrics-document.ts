// `metrics.json` as a type: every figure of a run under its key. Nothing in it depends on when, where or how fast the run
// was made, nor on what was run before.

/** Money is decimal strings in `currency`; ratios are numbers, 0.01 for 1 %; null has its reason in `undefined_metrics`. */
export interface Metrics {
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
  readonly initial_equity: string;
  readonly final_equity: string;
  readonly total_return: number;
  /** Equally weighted, from each symbol's first open to its last close; without costs and dividends. */
  readonly buy_and_hold_return: number | null;
  /** The deepest fall from a peak of equity, over every bar: −0.2 for 20 %. */
  readonly max_drawdown: number;
  readonly drawdown: DrawdownFigures;

  /** Days with a return, and how many of them make a year: 365, or 252 where all trades in New York. */
  readonly days: number;
  readonly days_per_year: number;
  readonly cagr: number | null;
  readonly annual_volatility: number | null;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly calmar: number | null;
  /** The 5 % quantile of daily returns, and the mean of those that are not above it. */
  readonly var_5: number | null;
  readonly cvar_5: number | null;
  readonly tail_ratio: number | null;
  readonly skew: number | null;
  /** 3 for a normal distribution. */
  readonly kurtosis: number | null;
  /** How likely the true Sharpe ratio is above 0. */
  readonly probabilistic_sharpe: number | null;
  /** Days until that would be 95 % likely. */
  readonly min_track_record_days: number | null;
  readonly confidence: ConfidenceFigures;
  readonly best_day: PeriodReturn | null;
  readonly worst_day: PeriodReturn | null;
  readonly best_month: PeriodReturn | null;
  readonly worst_month: PeriodReturn | null;

  /** Instants at which something was held ÷ all instants. */
  readonly exposure: number;
  /** Value bought and sold ÷ the mean of daily equity. */
  readonly turnover: number | null;
  readonly turnover_per_year: number | null;
  readonly buys: number;
  readonly sells: number;
  readonly bought: string;
  readonly sold: string;
  readonly dividends: string;

  /** What trading cost. `fees` are paid; the other three are inside prices, compared with the market when the order left. */
  readonly fees: string;
  /** Without the spread. */
  readonly slippage: string;
  readonly spread: string;
  readonly delay: string;
  readonly costs: CostFigures;
  readonly fills_by_liquidity: { readonly maker: number; readonly taker: number };

  readonly win_rate: number | null;
  readonly gross_profit: string;
  readonly gross_loss: string;
  readonly profit_factor: number | null;
  readonly expectancy: string | null;
  readonly average_win: string | null;
  readonly average_loss: string | null;
  readonly payoff_ratio: number | null;
  readonly sqn: number | null;
  readonly best_trade: string | null;
  readonly worst_trade: string | null;
  readonly average_holding_hours: number | null;
  readonly longest_holding_hours: number | null;
  /** Means over round trips of the worst and the best that they stood at, in money. */
  readonly average_mae: string | null;
  readonly average_mfe: string | null;
  readonly open_positions: readonly OpenPositionFigures[];

  readonly denials: number;
  readonly denials_by_code: Readonly<Record<string, number>>;
  readonly rejections_by_code: Readonly<Record<string, number>>;
  readonly cancels_by_code: Readonly<Record<string, number>>;
  readonly abandoned_by_code: Readonly<Record<string, number>>;

  readonly by_symbol: Readonly<Record<string, PartFigures>>;
  readonly by_strategy: Readonly<Record<string, PartFigures>>;
  readonly by_month: readonly MonthFigures[];
  readonly by_year: readonly PeriodReturn[];

  /** On a fixed capital of 10,000 and sums of daily steps, as the platform before this one had them. Of no other use. */
  readonly legacy: Readonly<Record<'equity' | 'trades', Readonly<Record<string, number | null>>>>;
  /** By path, such as `drawdown.recovered`: why it is null. */
  readonly undefined_metrics: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  readonly decision_digest: string;
}

/** Times are ISO, UTC; days are counted in fractions. */
export interface DrawdownFigures {
  /** Of the deepest fall: its peak, its trough, when the peak was reached again. */
  readonly start: string | null;
  readonly trough: string | null;
  readonly recovered: string | null;
  /** From peak to recovery, or to the end of the run. */
  readonly days: number | null;
  readonly longest_start: string | null;
  readonly longest_recovered: string | null;
  readonly longest_days: number | null;
}

/** 95 % of stationary-block bootstrap resamples of the daily returns lie between the two. */
export interface ConfidenceFigures {
  readonly level: number;
  readonly resamples: number;
  readonly mean_block_days: number;
  readonly sharpe: readonly [number, number] | null;
  readonly cagr: readonly [number, number] | null;
  /** Of daily equity, so less deep than over bars. */
  readonly max_drawdown: readonly [number, number] | null;
}

export interface PeriodReturn {
  /** "2021-03-14", "2021-03" or "2021". */
  readonly period: string;
  readonly return: number;
}

export interface MonthFigures extends PeriodReturn {
  /** Round trips that ended in it. */
  readonly trades: number;
  readonly pnl: string;
}

export interface CostFigures {
  /** Regulatory fees included. */
  readonly fees_maker: string;
  readonly fees_taker: string;
  /** `fees + spread + slippage + delay`. */
  readonly total: string;
}

export interface OpenPositionFigures {
  readonly strategy: string;
  readonly symbol: string;
  readonly qty: string;
  readonly value: string;
}

/** Of one symbol or one strategy. */
export interface PartFigures {
  /** All that it added to equity: what is still held is priced at its last close; fees are off. */
  readonly pnl: string;
  readonly trades: number;
  readonly win_rate: number | null;
  readonly profit_factor: number | null;
  readonly expectancy: string | null;
  readonly average_holding_hours: number | null;
  readonly fills: number;
  readonly bought: string;
  readonly sold: string;
  readonly fees: string;
  readonly slippage: string;
  readonly spread: string;
  readonly delay: string;
  readonly denials: number;
}
