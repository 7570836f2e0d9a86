// Statistics of round trips, one after the other: nothing is kept of a trip but what it adds.

import { isDefined, noMetric, ratioOf, type Metric } from './metric.ts';

/** Money in the account's currency, times in microseconds. */
export interface TradeFigures {
  readonly pnl: number;
  /** From the first fill to the last. */
  readonly holding: number;
  /** The worst and the best that the trip stood at, ≤ 0 and ≥ 0, before fees. */
  readonly mae: number;
  readonly mfe: number;
}

export interface TradeStatistics {
  readonly count: number;
  readonly wins: number;
  readonly losses: number;
  readonly winRate: Metric;
  /** Positive both. */
  readonly grossProfit: number;
  readonly grossLoss: number;
  readonly profitFactor: Metric;
  /** The mean P&L of a trip. */
  readonly expectancy: Metric;
  readonly averageWin: Metric;
  /** Negative. */
  readonly averageLoss: Metric;
  readonly payoffRatio: Metric;
  readonly deviation: Metric;
  /** `√n × mean ÷ sample deviation` of P&L; over all trips, and of money in place of multiples of what was risked. */
  readonly sqn: Metric;
  readonly best: Metric;
  readonly worst: Metric;
  readonly averageHolding: Metric;
  readonly longestHolding: Metric;
  readonly averageMae: Metric;
  readonly averageMfe: Metric;
}

export interface TradeTally {
  add(trade: TradeFigures): void;
  result(): TradeStatistics;
}

const NO_TRADE = 'no round trip was completed';

/** A trip that came out even is neither won nor lost. */
export function createTradeTally(): TradeTally {
  let count = 0;
  let wins = 0;
  let losses = 0;
  let grossProfit = 0;
  let grossLoss = 0;
  // Welford's running mean and sum of squared deviations.
  let mean = 0;
  let squares = 0;
  let best = -Infinity;
  let worst = Infinity;
  let holdings = 0;
  let longest = 0;
  let adverse = 0;
  let favourable = 0;

  return {
    add({ pnl, holding, mae, mfe }) {
      count += 1;
      if (pnl > 0) {
        wins += 1;
        grossProfit += pnl;
      } else if (pnl < 0) {
        losses += 1;
        grossLoss -= pnl;
      }
      const distance = pnl - mean;
      mean += distance / count;
      squares += distance * (pnl - mean);
      best = Math.max(best, pnl);
      worst = Math.min(worst, pnl);
      holdings += holding;
      longest = Math.max(longest, holding);
      adverse += mae;
      favourable += mfe;
    },
    result() {
      const some = (metric: number): Metric => (count === 0 ? noMetric(NO_TRADE) : metric);
      const deviation = count < 2 ? noMetric('fewer than two round trips') : Math.sqrt(squares / (count - 1));
      const averageWin = wins === 0 ? noMetric(count === 0 ? NO_TRADE : 'no round trip won') : grossProfit / wins;
      const averageLoss = losses === 0 ? noMetric(count === 0 ? NO_TRADE : 'no round trip lost') : -grossLoss / losses;
      return {
        count,
        wins,
        losses,
        winRate: some(wins / count),
        grossProfit,
        grossLoss,
        profitFactor: count === 0 ? noMetric(NO_TRADE) : ratioOf(grossProfit, grossLoss, 'no round trip lost'),
        expectancy: some((grossProfit - grossLoss) / count),
        averageWin,
        averageLoss,
        payoffRatio: ratioOf(averageWin, isDefined(averageLoss) ? -averageLoss : averageLoss, ''),
        deviation,
        sqn: ratioOf(Math.sqrt(count) * mean, deviation, 'all round trips came to the same'),
        best: some(best),
        worst: some(worst),
        averageHolding: some(holdings / count),
        longestHolding: some(longest),
        averageMae: some(adverse / count),
        averageMfe: some(favourable / count),
      };
    },
  };
}
