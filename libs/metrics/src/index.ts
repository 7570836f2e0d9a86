// The figures that a run is judged by, from its daily equity and its round trips. Pure, and in doubles: nothing here is
// booked. What does not exist says why.

export { backtestOverfitting, type BacktestOverfitting } from './backtest-overfitting.ts';
export { bootstrapIntervals, type BootstrapIntervals, type BootstrapSettings, type Interval } from './bootstrap.ts';
export { createDailyEquity, faultOfDays, type DailyEquity, type DailyEquityMeter } from './daily-equity.ts';
export { documentOf, type Documented } from './document.ts';
export { createDrawdownMeter, type Drawdown, type DrawdownMeter, type Drawdowns } from './drawdown.ts';
export { legacyEquity, legacyTrades, type LegacyCurve, type LegacyTotals, type LegacyTrades } from './legacy.ts';
export { isDefined, noMetric, ratioOf, unless, type Metric, type NoMetric } from './metric.ts';
export { momentsOf, type Moments } from './moments.ts';
export { normalCdf, normalQuantile } from './normal.ts';
export {
  dailyReturns,
  extremesOf,
  monthlyReturns,
  monthOf,
  yearlyReturns,
  type PeriodReturn,
} from './period-returns.ts';
export { returnMetricsOf, type ReturnMetrics } from './return-metrics.ts';
export { deflatedSharpe, expectedMaximumSharpe, periodSharpe, probabilisticSharpe } from './sharpe.ts';
export { createTradeTally, type TradeFigures, type TradeStatistics, type TradeTally } from './trade-tally.ts';
