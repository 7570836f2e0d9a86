// `tradingbot backtest`: configuration and strategies in, the run, the summary out.

import type { BacktestResult } from '@tradingbot/backtester/run';
import type { BacktestCommandOptions } from './backtest-options.ts';
import type { Terminal } from '../terminal.ts';
import { configOf } from './config-of.ts';
import { runOn } from './run-on.ts';
import { summaryOf } from './summary.ts';

/** @returns the exit code */
export async function backtest(options: BacktestCommandOptions, terminal: Terminal): Promise<number> {
  const { result, run } = await (options.run === undefined ? fromFiles : fromRun)(options, terminal);
  const asked = { ...options, journal: options.journal === true };
  terminal.out(
    options.json === true
      ? `${JSON.stringify(result, undefined, 2)}\n`
      : summaryOf(result, run === undefined ? asked : { ...asked, run }, terminal.colours),
  );
  return 0;
}

interface Outcome {
  readonly result: BacktestResult;
  /** The recorded run whose market was played in place of files. */
  readonly run: string | undefined;
}

async function fromFiles(options: BacktestCommandOptions, terminal: Terminal): Promise<Outcome> {
  const { runBacktest } = await import('@tradingbot/backtester/run');
  const result = await runOn(configOf(options), options, terminal, runBacktest);
  return { result, run: undefined };
}

async function fromRun(options: BacktestCommandOptions, terminal: Terminal): Promise<Outcome> {
  const { backtestOfRun } = await import('./backtest-of-run.ts');
  return backtestOfRun(options, terminal);
}
