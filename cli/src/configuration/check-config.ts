// Whether a configuration could run: everything that a run would refuse before its first bar.

import { planRun, startTimeOf } from '@tradingbot/backtester/run';
import {
  configuredSymbols,
  loadConfig,
  loadTrainConfig,
  parseAssignment,
  refuseMissingFile,
  strategySpecs,
  type Override,
} from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { loadStrategies } from '@tradingbot/strategy/load';
import { planTraining } from '@tradingbot/trainer/train';
import type { ConfigOptions } from './config-options.ts';
import { isTraining } from './is-training.ts';
import type { Terminal } from '../terminal.ts';

const BAD_INPUT = 2;

/** What it was found to be. */
interface Checked {
  readonly document: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** @returns 0 and "ok", or 2 and the sentence */
export async function checkConfig(
  file: string,
  { set = [], json }: ConfigOptions,
  terminal: Terminal,
): Promise<number> {
  try {
    const overrides = set.map((text) => parseAssignment(text, '--set'));
    const { document, text } = await (isTraining(file) ? checkTraining(file, overrides) : checkRun(file, overrides));
    terminal.out(json ? `${JSON.stringify({ ok: true, file, ...document })}\n` : `${file}: ok (${text})\n`);
    return 0;
  } catch (error) {
    if (!json || !(error instanceof InputError)) throw error;
    terminal.out(`${JSON.stringify({ ok: false, file, error: error.message })}\n`);
    return BAD_INPUT;
  }
}

async function checkRun(path: string, overrides: readonly Override[]): Promise<Checked> {
  const { config, placeOf } = loadConfig({ path, overrides });
  const strategies = await loadStrategies(strategySpecs(config), placeOf, { artifactsDir: config.artifacts_dir });
  for (const file of config.data.paths) refuseMissingFile(file, 'data');
  // Up to the first bar of each symbol.
  await startTimeOf(await planRun({ config, strategies, stack: '' }));
  const names = strategies.map(({ name }) => name);
  const symbols = configuredSymbols(config) ?? 'all symbols of its files';
  return {
    document: { strategies: names },
    text: `${names.join(', ')} on ${typeof symbols === 'string' ? symbols : symbols.join(', ')}`,
  };
}

async function checkTraining(path: string, overrides: readonly Override[]): Promise<Checked> {
  const { config } = loadTrainConfig({ path, overrides });
  for (const file of config.data.paths) refuseMissingFile(file, 'data');
  const { ground, timeframe } = await planTraining(config);
  const symbols = ground.markets.map(({ symbol }) => symbol);
  return { document: { trains_on: symbols }, text: `training on ${symbols.join(', ')}, ${timeframe} bars` };
}
