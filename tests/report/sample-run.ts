// A backtest of the bundled sample, whose report tests look at.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBacktest, type BacktestResult } from '@tradingbot/backtester/run';
import { loadConfig, overrideOf, strategySpecs } from '@tradingbot/config';
import { loadStrategies } from '@tradingbot/strategy/load';

const ROOT = join(import.meta.dirname, '..', '..');

export interface SampleRun {
  readonly result: BacktestResult;
  readonly report: string;
  remove(): void;
}

/** @param config under `configs/`; @param changes keys of it and their values */
export async function sampleRun(config: string, changes: Readonly<Record<string, unknown>> = {}): Promise<SampleRun> {
  const folder = mkdtempSync(join(tmpdir(), 'tradingbot-report-'));
  const over = (path: string, value: unknown) => overrideOf(path.split('.'), value, 'the test');
  const { config: loaded, placeOf } = loadConfig({
    path: join(ROOT, 'configs', config),
    overrides: [
      over('artifacts_dir', join(folder, 'artifacts')),
      over('logs_dir', join(folder, 'logs')),
      ...Object.entries(changes).map(([path, value]) => over(path, value)),
    ],
  });
  const strategies = await loadStrategies(strategySpecs(loaded), placeOf);
  const { signal } = new AbortController();
  const result = await runBacktest({ config: loaded, strategies, journal: false, onProgress: () => undefined, signal });
  return {
    result,
    report: join(result.artifacts_dir, 'report.html'),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
