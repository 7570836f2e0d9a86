// `tradingbot backtest`: configuration and strategies in, the run, the summary out.

import { strategySpecs } from '@tradingbot/config';
import { StrategyFailure } from '@tradingbot/strategy';
import { explainStrategyFailure, loadStrategies } from '@tradingbot/strategy/load';
import type { BacktestOptions } from './backtest-options.ts';
import type { Terminal } from '../terminal.ts';
import { configOf } from './config-of.ts';
import { createProgressLine } from './progress-line.ts';
import { summaryOf } from './summary.ts';

/** @returns the exit code */
export async function backtest(options: BacktestOptions, terminal: Terminal): Promise<number> {
  const { config, placeOf } = configOf(options);
  const strategies = await loadStrategies(strategySpecs(config), placeOf);
  const { runBacktest } = await import('@tradingbot/backtester/run');
  const progress = createProgressLine(terminal, options.quiet !== true);
  try {
    const { signal } = terminal;
    const journal = options.journal === true;
    const result = await runBacktest({ config, strategies, journal, onProgress: progress.show, signal });
    progress.clear();
    terminal.out(
      options.json === true
        ? `${JSON.stringify(result, undefined, 2)}\n`
        : summaryOf(result, { config: options.config ?? '', journal }, terminal.colours),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof StrategyFailure)) throw error;
    const use = strategies.find(({ name }) => name === error.strategy)?.use ?? error.strategy;
    throw explainStrategyFailure(error, use);
  } finally {
    progress.clear();
  }
}
