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
  /** Counts what another one has counted. */
  absorb(other: TradeTally): void;
  result(): TradeStatistics;
  /** For another tally alone. */
  readonly sums: Float64Array;
}

const NO_TRADE = 'no round trip was completed';

/** Places in a tally's array of doubles; mean and squares are Welford's running ones of P&L. */
const COUNT = 0;
const WINS = 1;
const LOSSES = 2;
const PROFIT = 3;
const LOSS = 4;
const MEAN = 5;
const SQUARES = 6;
const BEST = 7;
const WORST = 8;
const HOLDING = 9;
const LONGEST = 10;
const ADVERSE = 11;
const FAVOURABLE = 12;

/** A trip that came out even is neither won nor lost. */
export function createTradeTally(): TradeTally {
  const sums = new Float64Array(13);
  sums[BEST] = -Infinity;
  sums[WORST] = Infinity;
  const at = (place: number): number => sums[place] as number;
  const add = (place: number, value: number): void => {
    sums[place] = at(place) + value;
  };

  return {
    sums,
    add({ pnl, holding, mae, mfe }) {
      add(COUNT, 1);
      if (pnl > 0) {
        add(WINS, 1);
        add(PROFIT, pnl);
      } else if (pnl < 0) {
        add(LOSSES, 1);
        add(LOSS, -pnl);
      }
      const distance = pnl - at(MEAN);
      add(MEAN, distance / at(COUNT));
      add(SQUARES, distance * (pnl - at(MEAN)));
      sums[BEST] = Math.max(at(BEST), pnl);
      sums[WORST] = Math.min(at(WORST), pnl);
      add(HOLDING, holding);
      sums[LONGEST] = Math.max(at(LONGEST), holding);
      add(ADVERSE, mae);
      add(FAVOURABLE, mfe);
    },
    absorb({ sums: other }) {
      const [mine, theirs] = [at(COUNT), other[COUNT] as number];
      if (theirs === 0) return;
      const distance = (other[MEAN] as number) - at(MEAN);
      const together = mine + theirs;
      // T. Chan, G. Golub, R. LeVeque (The American Statistician 37, 1983) for the squares of two groups.
      add(SQUARES, (other[SQUARES] as number) + (distance * distance * mine * theirs) / together);
      add(MEAN, (distance * theirs) / together);
      for (const place of [COUNT, WINS, LOSSES, PROFIT, LOSS, HOLDING, ADVERSE, FAVOURABLE]) {
        add(place, other[place] as number);
      }
      sums[BEST] = Math.max(at(BEST), other[BEST] as number);
      sums[WORST] = Math.min(at(WORST), other[WORST] as number);
      sums[LONGEST] = Math.max(at(LONGEST), other[LONGEST] as number);
    },
    result: () => statisticsOf(at),
  };
}

function statisticsOf(at: (place: number) => number): TradeStatistics {
  const [count, wins, losses] = [at(COUNT), at(WINS), at(LOSSES)];
  const [grossProfit, grossLoss] = [at(PROFIT), at(LOSS)];
  const some = (metric: number): Metric => (count === 0 ? noMetric(NO_TRADE) : metric);
  const deviation = count < 2 ? noMetric('fewer than two round trips') : Math.sqrt(at(SQUARES) / (count - 1));
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
    sqn: ratioOf(Math.sqrt(count) * at(MEAN), deviation, 'all round trips came to the same'),
    best: some(at(BEST)),
    worst: some(at(WORST)),
    averageHolding: some(at(HOLDING) / count),
    longestHolding: some(at(LONGEST)),
    averageMae: some(at(ADVERSE) / count),
    averageMfe: some(at(FAVOURABLE) / count),
  };
}
