// Whether a configuration could run: everything that a run would refuse before its first bar.

import { planRun, startTimeOf } from '@tradingbot/backtester/run';
import { configuredSymbols, loadConfig, parseAssignment, refuseMissingFile, strategySpecs } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { loadStrategies } from '@tradingbot/strategy/load';
import type { ConfigOptions } from './config-options.ts';
import type { Terminal } from '../terminal.ts';

const BAD_INPUT = 2;

/** @returns 0 and "ok", or 2 and the sentence */
export async function checkConfig(
  file: string,
  { set = [], json }: ConfigOptions,
  terminal: Terminal,
): Promise<number> {
  try {
    const { config, placeOf } = loadConfig({
      path: file,
      overrides: set.map((text) => parseAssignment(text, '--set')),
    });
    const strategies = await loadStrategies(strategySpecs(config), placeOf);
    for (const path of config.data.paths) refuseMissingFile(path, 'data');
    // Up to the first bar of each symbol.
    await startTimeOf(await planRun({ config, strategies, stack: '' }));
    const names = strategies.map(({ name }) => name);
    const symbols = configuredSymbols(config) ?? 'all symbols of its files';
    const what = `${names.join(', ')} on ${typeof symbols === 'string' ? symbols : symbols.join(', ')}`;
    terminal.out(json ? `${JSON.stringify({ ok: true, file, strategies: names })}\n` : `${file}: ok (${what})\n`);
    return 0;
  } catch (error) {
    if (!json || !(error instanceof InputError)) throw error;
    terminal.out(`${JSON.stringify({ ok: false, file, error: error.message })}\n`);
    return BAD_INPUT;
  }
}
