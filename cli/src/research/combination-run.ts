// One combination of a sweep: its configuration, its strategies, and what it comes to on held bars.

import type { LoadedStrategy } from '@tradingbot/backtester/run';
import { seriesOfHeld, type HeldSeries } from '@tradingbot/bars/files';
import { strategySpecs, type LoadedConfig } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { loadStrategies } from '@tradingbot/strategy/load';
import type { BacktestOptions } from '../backtest/backtest-options.ts';
import { changed, draftOf } from '../backtest/config-of.ts';
import { explained } from '../backtest/explained.ts';
import {
  combinationAt,
  metricIn,
  rangeOf,
  replanned,
  runInMemory,
  type Axis,
  type BarRange,
  type Combination,
  type DetachedPlan,
  type MemoryRun,
} from '@tradingbot/backtester/research';

/** What a thread of a sweep is given. Plain data; the bars are shared. */
export interface SweepGround {
  readonly options: BacktestOptions;
  readonly axes: readonly Axis[];
  readonly plan: DetachedPlan;
  readonly held: HeldSeries;
}

/** One run: a combination, on all bars or on some. */
export interface SweepTask {
  /** The place of its row among all. */
  readonly at: number;
  readonly combination: number;
  readonly range: BarRange | undefined;
}

/** Figures of a run that are kept of each combination, by the names of `metrics.json`. */
export const FIGURES = [
  'sharpe',
  'sortino',
  'calmar',
  'total_return',
  'max_drawdown',
  'exposure',
  'win_rate',
  'trades',
  'fills',
  'denials',
  'fees',
  'final_equity',
] as const;
export type Figures = Readonly<Record<(typeof FIGURES)[number], number | string | null>>;

export interface SweepRow {
  readonly at: number;
  readonly combination: number;
  readonly values: Combination;
  /** `refused`: no valid configuration; `failed`: the strategy broke down while it ran. */
  readonly status: 'done' | 'refused' | 'failed';
  /** One sentence, unless done. */
  readonly why: string | null;
  readonly figures: Figures | null;
}

/** A row, and what luck is told by. Not in any document: the register of trials has it. */
export interface TriedRow extends SweepRow {
  readonly tried?: Pick<MemoryRun, 'trial' | 'moments'>;
}

export interface LoadedCombination extends LoadedConfig {
  readonly strategies: readonly LoadedStrategy[];
}

export type CombinationLoader = (combination: Combination) => Promise<LoadedCombination>;

/** Reads the configuration's file once. */
export function combinationLoader(options: BacktestOptions): CombinationLoader {
  const draft = draftOf(options);
  return async (combination) => {
    const assignments = Object.entries(combination).map(([key, value]) => `${key}=${value}`);
    const loaded = changed(draft, options, assignments);
    const strategies = await loadStrategies(strategySpecs(loaded.config), loaded.placeOf);
    return { ...loaded, strategies };
  };
}

/** @throws what is neither the configuration's nor the strategy's fault */
export async function runCombination(
  { axes, plan, held }: SweepGround,
  load: CombinationLoader,
  { at, combination, range }: SweepTask,
): Promise<TriedRow> {
  const values = combinationAt(axes, combination);
  const row = { at, combination, values };
  let loaded: LoadedCombination;
  try {
    loaded = await load(values);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...row, status: 'refused', why: error.message, figures: null };
  }
  const { config, strategies } = loaded;
  const bars = range === undefined ? held : rangeOf(held, range);
  try {
    const { metrics, trial, moments } = await explained(strategies, () =>
      runInMemory(replanned(plan, config, strategies), seriesOfHeld(bars)),
    );
    return { ...row, status: 'done', why: null, figures: figuresOf(metrics), tried: { trial, moments } };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...row, status: 'failed', why: error.message, figures: null };
  }
}

export function figuresOf(metrics: object): Figures {
  const document = metrics as Readonly<Record<string, unknown>>;
  const figures = FIGURES.map((name) => {
    const found = document[name];
    return [name, typeof found === 'string' ? found : metricIn(metrics, name)];
  });
  return Object.fromEntries(figures) as Figures;
}
