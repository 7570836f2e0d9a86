// The configuration of a training from its files and the command line: as that of a run, by its own schema.

import { InputError } from '@tradingbot/domain';
import { explainIssue } from '../explain-issue.ts';
import { openDraft, type Draft } from '../load-config.ts';
import type { Override } from '../override.ts';
import { checkInstruments } from '../resolve-instruments.ts';
import { placeOf, plainValue, type PlaceOf, type YamlNode } from '../yaml-tree.ts';
import { REFUSED_TRAINING_KEYS } from './refused-training-keys.ts';
import { TrainConfigSchema, type TrainConfig } from './train-config.ts';

export interface LoadedTrainConfig {
  readonly config: TrainConfig;
  /** Where a key stands: "configs/config_train.yaml:12", or the option that set it. */
  readonly placeOf: PlaceOf;
}

export type TrainConfigDraft = Draft<LoadedTrainConfig>;

/**
 * Reads `path` and what it inherits from.
 * @throws InputError
 */
export const openTrainConfig = (path: string): TrainConfigDraft => openDraft(path, check);

/**
 * The configuration at `path` with `overrides` put over it, in order.
 * @throws InputError
 */
export function loadTrainConfig({
  path,
  overrides = [],
}: {
  path: string;
  overrides?: readonly Override[];
}): LoadedTrainConfig {
  const draft = openTrainConfig(path);
  for (const override of overrides) draft.override(override);
  return draft.finish();
}

function check(root: YamlNode): LoadedTrainConfig {
  const input = plainValue(root);
  const placeIn: PlaceOf = (path) => placeOf(root, path);
  refuseOtherMode(input, placeIn);
  const parsed = TrainConfigSchema.safeParse(input);
  if (!parsed.success) {
    const { issues } = parsed.error;
    const { path, what, mend } = explainIssue(TrainConfigSchema, input, issues, undefined, REFUSED_TRAINING_KEYS);
    throw new InputError(placeIn(path.map((key) => (typeof key === 'symbol' ? String(key) : key))), what, mend);
  }
  const { instruments, asset_class } = parsed.data;
  checkInstruments({ instruments, asset_class }, placeIn);
  return { config: parsed.data, placeOf: placeIn };
}

/** Of the configuration of a run every other key would be wrong too: what is wrong is which file was named. */
function refuseOtherMode(input: unknown, placeIn: PlaceOf): void {
  const mode = typeof input === 'object' && input !== null ? (input as { mode?: unknown }).mode : undefined;
  if (mode === 'train') return;
  const what =
    mode === undefined ? 'mode is missing, expected train' : `mode is ${JSON.stringify(mode)}, expected train`;
  throw new InputError(
    placeIn(['mode']),
    what,
    'name a configuration of a training, such as configs/config_train.yaml',
  );
}
