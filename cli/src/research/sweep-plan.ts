// What a sweep needs before its first run: a combination that is valid, its plan, and the bars, held once for all.

import { planRun } from '@tradingbot/backtester/run';
import { holdSeries, type HeldSeries } from '@tradingbot/bars/files';
import { InputError } from '@tradingbot/domain';
import type { BacktestCommandOptions } from '../backtest/backtest-options.ts';
import { didYouMean } from '@tradingbot/config';
import { combinationLoader, type LoadedCombination, type SweepGround } from './combination-run.ts';
import {
  combinationAt,
  countOf,
  detached,
  METRIC_NAMES,
  type Axis,
  type MetricName,
} from '@tradingbot/backtester/research';
import { axesOf } from './sweep-axes.ts';

type Plan = Awaited<ReturnType<typeof planRun>>;

export interface SweepPlan {
  readonly axes: readonly Axis[];
  readonly combinations: number;
  readonly metric: MetricName;
  /** Of the first combination that is valid. */
  readonly plan: Plan;
  readonly held: HeldSeries;
  readonly ground: SweepGround;
}

/** @throws InputError when not one combination is a valid configuration, with what is wrong about the first */
export async function planSweep(options: BacktestCommandOptions): Promise<SweepPlan> {
  const metric = metricOf(options.metric);
  const axes = axesOf(options.sweep ?? []);
  const { config, strategies } = await firstValid(options, axes);
  const plan = await planRun({ config, strategies, stack: '' });
  const held = await holdSeries((await plan.openBars()).series);
  const ground: SweepGround = { options: plainOptions(options), axes, plan: detached(plan), held };
  return { axes, combinations: countOf(axes), metric, plan, held, ground };
}

/** When the first bar opens and the last one closes, in microseconds. */
export function dataOf({ held }: SweepPlan): { from: number; to: number } {
  let [from, to] = [Infinity, -Infinity];
  for (const { openTime, length, timeframe } of held.series) {
    from = Math.min(from, openTime[0] ?? Infinity);
    to = Math.max(to, (openTime[length - 1] ?? -Infinity) + timeframe);
  }
  return { from, to };
}

async function firstValid(options: BacktestCommandOptions, axes: readonly Axis[]): Promise<LoadedCombination> {
  const load = combinationLoader(options);
  let first: unknown;
  for (let index = 0; index < countOf(axes); index++) {
    try {
      return await load(combinationAt(axes, index));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      // A wrong name is wrong in all of them.
      if (error.message.includes('is not a known key')) throw error;
      first ??= error;
    }
  }
  throw first;
}

/** What a thread reads its configuration by. */
const plainOptions = ({ sweep: _, ...options }: BacktestCommandOptions): BacktestCommandOptions => options;

export function metricOf(stated: string = 'sharpe'): MetricName {
  const metric = METRIC_NAMES.find((name) => name === stated.replaceAll('-', '_'));
  if (metric !== undefined) return metric;
  throw new InputError(`--metric ${stated}`, 'is no figure to rank by', didYouMean(stated, METRIC_NAMES));
}
