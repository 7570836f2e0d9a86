// What runs on all cores: threads begin to load their code before this thread loads the code that plans for them.

import { availableParallelism } from 'node:os';
import { countOf } from '@tradingbot/backtester/grid';
import { InputError } from '@tradingbot/domain';
import type { BacktestCommandOptions } from '../backtest/backtest-options.ts';
import type { Terminal } from '../terminal.ts';
import { axesOf } from './sweep-axes.ts';
import { withThreads } from './sweep-threads.ts';

/** `tradingbot backtest --sweep`. @returns the exit code */
export const sweep = (options: BacktestCommandOptions, terminal: Terminal): Promise<number> =>
  withThreads(Math.min(jobsOf(options.jobs), countOf(axesOf(options.sweep ?? []))), async (runTasks) => {
    const { runSweep } = await import('./run-sweep.ts');
    return runSweep(options, runTasks, terminal);
  });

/** `tradingbot backtest --sweep … --walk-forward …`. @returns the exit code */
export const walkForward = (options: BacktestCommandOptions, terminal: Terminal): Promise<number> =>
  withThreads(jobsOf(options.jobs), async (runTasks) => {
    const { runWalkForward } = await import('./run-walk-forward.ts');
    return runWalkForward(options, runTasks, terminal);
  });

function jobsOf(stated: string | undefined): number {
  if (stated === undefined) return availableParallelism();
  const jobs = Number(stated);
  if (/^\d+$/.test(stated) && jobs >= 1 && jobs <= 256) return jobs;
  throw new InputError(`--jobs ${stated}`, 'is no count of threads', `such as --jobs ${availableParallelism()}`);
}
