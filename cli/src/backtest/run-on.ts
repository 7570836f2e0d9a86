// What is the same for every backtest: strategies are loaded, progress is shown, and failures are explained.

import type { BacktestRequest, BacktestResult } from '@tradingbot/backtester/run';
import { strategySpecs, type LoadedConfig } from '@tradingbot/config';
import { loadStrategies } from '@tradingbot/strategy/load';
import type { Terminal } from '../terminal.ts';
import type { BacktestCommandOptions } from './backtest-options.ts';
import { explained } from './explained.ts';
import { createProgressLine } from './progress-line.ts';

export async function runOn(
  { config, placeOf }: LoadedConfig,
  { journal, quiet }: Pick<BacktestCommandOptions, 'journal' | 'quiet'>,
  terminal: Terminal,
  run: (request: BacktestRequest) => Promise<BacktestResult>,
): Promise<BacktestResult> {
  const strategies = await loadStrategies(strategySpecs(config), placeOf, { artifactsDir: config.artifacts_dir });
  const progress = createProgressLine(terminal, quiet !== true);
  try {
    const { signal } = terminal;
    const onProgress = progress.show;
    return await explained(strategies, () =>
      run({ config, strategies, journal: journal === true, onProgress, signal }),
    );
  } finally {
    progress.clear();
  }
}
