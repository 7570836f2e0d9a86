// A configuration from its files and the command line: read, inherited, overridden, checked against the schema.
// Whatever is wrong is one sentence with file and line, in whichever of the files it stands.

import { InputError } from '@tradingbot/domain';
import { explainIssue } from './explain-issue.ts';
import { checkFeeSymbols } from './fee-symbols.ts';
import { inherit } from './inherit.ts';
import { checkInstruments } from './resolve-instruments.ts';
import { applyOverride, type Override } from './override.ts';
import { RunConfigSchema, type RunConfig } from './run-config.ts';
import { withTables } from './tables/with-tables.ts';
import { nodeAt, placeOf, plainValue, type KeyPath, type PlaceOf, type YamlNode } from './yaml-tree.ts';

export interface LoadedConfig {
  readonly config: RunConfig;
  /** Where a key stands: "configs/sim.yaml:12", or the option that set it. */
  readonly placeOf: PlaceOf;
}

/** A configuration that has been read but not yet checked, so that options may still change it. */
export type ConfigDraft = Draft<LoadedConfig>;

export interface Draft<Loaded> {
  /** What stands at `path`, unchecked; `undefined` when nothing does. */
  get(path: KeyPath): unknown;
  override(override: Override): void;
  /** @throws InputError when the whole is not a valid configuration */
  finish(): Loaded;
}

/**
 * Reads `path` and what it inherits from.
 * @throws InputError
 */
export const openConfig = (path: string): ConfigDraft => openDraft(path, check);

/** The same for a configuration of another kind, as `check` sees it. */
export function openDraft<Loaded>(path: string, check: (root: YamlNode) => Loaded): Draft<Loaded> {
  let root: YamlNode = inherit(path);
  return {
    get: (keys) => {
      const node = nodeAt(root, keys);
      return node === undefined ? undefined : plainValue(node);
    },
    override: (override) => {
      root = applyOverride(root, override);
    },
    finish: () => check(root),
  };
}

/**
 * The configuration at `path` with `overrides` put over it, in order.
 * @throws InputError
 */
export function loadConfig({ path, overrides = [] }: { path: string; overrides?: readonly Override[] }): LoadedConfig {
  const draft = openConfig(path);
  for (const override of overrides) draft.override(override);
  return draft.finish();
}

function check(root: YamlNode): LoadedConfig {
  const input = plainValue(root);
  refuseTraining(input, root);
  const parsed = RunConfigSchema.safeParse(input);
  if (!parsed.success) {
    const { path, what, mend } = explainIssue(RunConfigSchema, input, parsed.error.issues);
    throw new InputError(placeOf(root, path.map(keyOf)), what, mend);
  }
  const placeIn: PlaceOf = (path) => placeOf(root, path);
  checkInstruments(parsed.data, placeIn);
  checkFeeSymbols(parsed.data, placeIn);
  return { config: withTables(parsed.data, placeIn), placeOf: placeIn };
}

/** In the configuration of a training every other key would be wrong too. */
function refuseTraining(input: unknown, root: YamlNode): void {
  if (typeof input !== 'object' || input === null || !('mode' in input) || input.mode !== 'train') return;
  const what = 'mode is "train", expected one of sim, backtest, eval';
  throw new InputError(placeOf(root, ['mode']), what, 'such a configuration is for `tradingbot train`');
}

const keyOf = (key: PropertyKey): string | number => (typeof key === 'symbol' ? String(key) : key);
