// The configuration of a backtest: the file, then the options of the command line over it, `--set` last.

import {
  openConfig,
  overrideOf,
  parseAssignment,
  type ConfigDraft,
  type KeyPath,
  type LoadedConfig,
} from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import type { BacktestOptions } from './backtest-options.ts';

/** @throws InputError naming the file and line, or the option, that is wrong */
export function configOf(options: BacktestOptions): LoadedConfig {
  return changed(draftOf(options), options);
}

/** The file alone. @throws InputError */
export function draftOf({ config }: Pick<BacktestOptions, 'config'>): ConfigDraft {
  if (config !== undefined) return openConfig(config);
  throw new InputError('tradingbot backtest', '--config is missing', 'such as --config configs/config_sim.yaml');
}

/**
 * What the options say, put over a draft. May be called again with another `sweep` of the same keys.
 * @param sweep assignments of one combination, put over all else: a bare name is a parameter of the one strategy
 * @throws InputError
 */
export function changed(
  draft: ConfigDraft,
  options: Omit<BacktestOptions, 'config'>,
  sweep: readonly string[] = [],
): LoadedConfig {
  if (options.data !== undefined) {
    draft.override(overrideOf(['data', 'paths'], options.data, '--data'));
    // Other files hold other symbols, perhaps at another timeframe: what they hold is taken.
    draft.override(overrideOf(['data', 'symbols'], null, '--data'));
    draft.override(overrideOf(['data', 'timeframe'], null, '--data'));
    draft.override(overrideOf(['data', 'generator'], null, '--data'));
  }
  if (options.symbols !== undefined) {
    const symbols = options.symbols.split(',').map((symbol) => symbol.trim());
    draft.override(overrideOf(['data', 'symbols'], symbols, '--symbols'));
  }
  if (options.from !== undefined) draft.override(overrideOf(['data', 'from'], options.from, '--from'));
  if (options.to !== undefined) draft.override(overrideOf(['data', 'to'], options.to, '--to'));
  if (options.seed !== undefined) draft.override(overrideOf(['seed'], numberOr(options.seed), '--seed'));
  if (options.strategy !== undefined) chooseStrategy(draft, options.strategy);
  for (const text of options.param ?? []) draft.override(parseAssignment(text, '--param', paramsOf(draft, '--param')));
  for (const text of options.set ?? []) draft.override(parseAssignment(text, '--set'));
  for (const text of sweep) draft.override(parseAssignment(text, '--sweep', pathAbove(draft, text)));
  return draft.finish();
}

/** The parameters of the file stay only if they are this very strategy's. */
function chooseStrategy(draft: ConfigDraft, name: string): void {
  const isSame = draft.get(['strategy', 'name']) === name && draft.get(['strategies']) === undefined;
  if (isSame) return;
  draft.override(overrideOf(['strategy'], { name }, '--strategy'));
  draft.override(overrideOf(['strategies'], null, '--strategy'));
}

/** A name without dots is a parameter, but for the one key of the configuration that is often varied. */
const pathAbove = (draft: ConfigDraft, assignment: string): KeyPath =>
  /^(?:seed=|[^=]*\.)/.test(assignment) ? [] : paramsOf(draft, '--sweep');

/** Where a parameter belongs: the one strategy there is. */
function paramsOf(draft: ConfigDraft, option: string): KeyPath {
  const several = draft.get(['strategies']);
  if (!Array.isArray(several)) return ['strategy', 'params'];
  if (several.length === 1) return ['strategies', 0, 'params'];
  throw new InputError(
    option,
    `the configuration has ${several.length} strategies`,
    option === '--sweep' ? 'write --sweep strategies.0.params.key=…' : 'write --set strategies.0.params.key=value',
  );
}

const numberOr = (text: string): number | string => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text);
