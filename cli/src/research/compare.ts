// `tradingbot backtest --compare RUN RUN…`: results that are there already, side by side.

import { InputError } from '@tradingbot/domain';
import type { BacktestCommandOptions } from '../backtest/backtest-options.ts';
import { configOf } from '../backtest/config-of.ts';
import type { Terminal } from '../terminal.ts';
import { resultsOf } from './choose-results.ts';
import { comparisonOf } from './compare-documents.ts';
import { comparisonText } from './compare-text.ts';

const ARTIFACTS = 'artifacts';

/** @returns the exit code */
export function compare(options: BacktestCommandOptions, terminal: Terminal): Promise<number> {
  const { compare: names = [], config, json } = options;
  if (names.length < 2) {
    throw new InputError('--compare', 'needs two runs or more', 'such as --compare latest 20260105T0930');
  }
  const artifacts = config === undefined ? statedFolder(options) : configOf(options).config.artifacts_dir;
  const comparison = comparisonOf(names.map((name) => resultsOf(artifacts, name, '--compare')));
  terminal.out(
    json === true ? `${JSON.stringify(comparison, undefined, 2)}\n` : comparisonText(comparison, terminal.colours),
  );
  return Promise.resolve(0);
}

/** Without a configuration only the folder of results can be said. @throws InputError */
function statedFolder({ set = [] }: BacktestCommandOptions): string {
  const key = 'artifacts_dir=';
  const other = set.find((text) => !text.startsWith(key));
  if (other !== undefined) throw new InputError(`--set ${other}`, 'has nothing to change here', 'leave it out');
  return set.at(-1)?.slice(key.length) ?? ARTIFACTS;
}
