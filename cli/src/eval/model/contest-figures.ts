// What a contestant came to: its ranges one after the other as one curve, once for each seed, and the middle of those.

import { stitch, type EquityPoint } from '@tradingbot/backtester/research';
import { addExact, formatDecimal, parseDecimal } from '@tradingbot/domain';
import type { ContestRun } from './contest.ts';

/** Under the names of `metrics.json`; of all ranges together. */
export interface ContestFigures {
  readonly initial_equity: string;
  readonly final_equity: string;
  readonly total_return: number;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly calmar: number | null;
  readonly max_drawdown: number;
  /** Value bought and sold ÷ the mean of daily equity, over all ranges. */
  readonly turnover: number | null;
  readonly trades: number;
  readonly fills: number;
  readonly fees: string;
}

export interface SeedResult {
  readonly seed: number;
  readonly figures: ContestFigures;
  readonly points: readonly EquityPoint[];
}

/** Finer than any amount is kept. */
const DECIMALS = 18;

/** @param cash what each run began with */
export function seedResults(runs: readonly ContestRun[], cash: string, daysPerYear: number): SeedResult[] {
  const seeds = [...new Set(runs.map(({ seed }) => seed))];
  return seeds.map((seed) => {
    const own = runs.filter((run) => run.seed === seed);
    const { points, ...figures } = stitch(
      own.map((run) => run.points),
      Number(cash),
      daysPerYear,
    );
    return { seed, points, figures: { ...sumsOf(own), ...figures, ...equityOf(cash, figures.total_return) } };
  });
}

function sumsOf(runs: readonly ContestRun[]): Pick<ContestFigures, 'turnover' | 'trades' | 'fills' | 'fees'> {
  const sum = (of: (run: ContestRun) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const hasTurnover = runs.every(({ metrics }) => metrics.turnover !== null);
  const fees = runs.reduce(
    (total, { metrics }) => addExact(total, parseDecimal(metrics.fees, DECIMALS)),
    parseDecimal('0', DECIMALS),
  );
  return {
    turnover: hasTurnover ? sum(({ metrics }) => metrics.turnover ?? 0) : null,
    trades: sum(({ metrics }) => metrics.trades),
    fills: sum(({ metrics }) => metrics.fills),
    fees: formatDecimal(fees, DECIMALS),
  };
}

const equityOf = (cash: string, growth: number): Pick<ContestFigures, 'initial_equity' | 'final_equity'> => ({
  initial_equity: cash,
  final_equity: (Number(cash) * (1 + growth)).toFixed(2),
});

/** The middle over seeds, figure by figure; one that a seed does not have is missing. */
export function medianFigures(results: readonly SeedResult[]): ContestFigures {
  const all = results.map(({ figures }) => figures);
  const middle = (of: (figures: ContestFigures) => number | null): number | null => {
    const values = all.map(of);
    if (values.length === 0 || values.includes(null)) return null;
    const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
    const half = sorted.length >> 1;
    const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[half] ?? 0];
    return (low + high) / 2;
  };
  const money = (of: (figures: ContestFigures) => string): string => (middle((one) => Number(of(one))) ?? 0).toFixed(2);
  return {
    initial_equity: all[0]?.initial_equity ?? '0',
    final_equity: money((one) => one.final_equity),
    total_return: middle((one) => one.total_return) ?? 0,
    sharpe: middle((one) => one.sharpe),
    sortino: middle((one) => one.sortino),
    calmar: middle((one) => one.calmar),
    max_drawdown: middle((one) => one.max_drawdown) ?? 0,
    turnover: middle((one) => one.turnover),
    trades: middle((one) => one.trades) ?? 0,
    fills: middle((one) => one.fills) ?? 0,
    fees: money((one) => one.fees),
  };
}
