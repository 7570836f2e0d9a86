// The configuration of a training: the file, then the options of the command line over it, `--set` last.

import {
  openTrainConfig,
  overrideOf,
  parseAssignment,
  refuseMissingFile,
  type LoadedTrainConfig,
} from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import type { TrainOptions } from './train-options.ts';

/** @throws InputError naming the file and line, or the option, that is wrong */
export function trainConfigOf(options: TrainOptions): LoadedTrainConfig {
  if (options.config === undefined) {
    throw new InputError('tradingbot train', '--config is missing', 'such as --config configs/config_train.yaml');
  }
  const draft = openTrainConfig(options.config);
  const put = (key: readonly string[], value: unknown, option: string): void =>
    draft.override(overrideOf(key, value, option));
  if (options.data !== undefined) {
    put(['data', 'paths'], options.data, '--data');
    // Other files hold other symbols, perhaps at another timeframe: what they hold is taken.
    for (const key of ['symbols', 'timeframe', 'generator']) put(['data', key], null, '--data');
  }
  if (options.symbols !== undefined) {
    put(
      ['data', 'symbols'],
      options.symbols.split(',').map((symbol) => symbol.trim()),
      '--symbols',
    );
  }
  if (options.from !== undefined) put(['data', 'from'], options.from, '--from');
  if (options.to !== undefined) put(['data', 'to'], options.to, '--to');
  if (options.seed !== undefined) put(['seed'], numberOr(options.seed), '--seed');
  if (options.backend !== undefined) put(['backend'], options.backend, '--backend');
  for (const text of options.set ?? []) draft.override(parseAssignment(text, '--set'));
  const loaded = draft.finish();
  for (const path of loaded.config.data.paths) refuseMissingFile(path, 'data');
  return loaded;
}

const numberOr = (text: string): number | string => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text);
