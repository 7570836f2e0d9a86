// From what a configuration asks for to strategies ready to run: found by name or file, their parameters checked.

import { nearest, refuseMissingFile, type PlaceOf, type StrategySpec } from '@tradingbot/config';
import { armImpurityGuard } from '@tradingbot/core/shell';
import { InputError } from '@tradingbot/domain';
import {
  BUILT_IN_STRATEGIES,
  POLICY,
  StrategyFailure,
  type StrategyDefinition,
  type StrategyInstance,
  type TrainedModel,
} from '../core/index.ts';
import { checkDefinition } from './check-definition.ts';
import { checkParams } from './check-params.ts';
import { explainStrategyFailure } from './explain-failure.ts';
import { guardDefinition } from './guard-definition.ts';
import type { ModelPlace } from './load-policy.ts';
import { importUserFile } from './user-file.ts';

export { explainLeftBehind, explainStrategyFailure } from './explain-failure.ts';
export { DEFAULT_ARTIFACTS, keepModel, keptPath, modelsFolder, sha256Of } from './model-store.ts';
export {
  appendPromotion,
  PROMOTED,
  promotedIn,
  promotionsPath,
  readPromotions,
  standing,
  type Promotion,
} from './promotions.ts';

/** A strategy ready to run, and the hash of the code it came from. */
export interface LoadedStrategy extends StrategyInstance {
  readonly use: string;
  /**
   * SHA-256 of the file and of the local files it imports, or of the model that it trades; empty for a built-in, which the
   * product's hash covers.
   */
  readonly codeHash: string;
  /** Of a trained policy. */
  readonly model?: TrainedModel;
}

/** What is known of strategies beside the configuration. */
export interface LoadOptions {
  /** The folder of results, under which models are kept; `artifacts` when left out. */
  readonly artifactsDir?: string;
  /** Of each strategy as a run was recorded with it: a policy then takes that very model, wherever it is kept. */
  readonly codeHashes?: readonly string[];
}

/**
 * Loads strategies in the order given. From then on impure calls inside decisions throw, in the whole process.
 * @throws InputError for an unknown name, a file that cannot be used, or parameters that do not fit
 */
export async function loadStrategies(
  specs: readonly StrategySpec[],
  placeOf: PlaceOf,
  options: LoadOptions = {},
): Promise<LoadedStrategy[]> {
  armImpurityGuard();
  const loaded: LoadedStrategy[] = [];
  for (const [at, spec] of specs.entries()) {
    const one = await load(spec, placeOf, { ...options, at }).catch((error: unknown) => {
      throw error instanceof StrategyFailure ? explainStrategyFailure(error, spec.name) : error;
    });
    if (loaded.some(({ name }) => name === one.name)) {
      const what = `${spec.keys.join('.')} is a second strategy with the name ${one.name}`;
      throw new InputError(placeOf(spec.keys), what, 'give it a name of its own with the key as');
    }
    loaded.push(one);
  }
  return loaded;
}

async function load(
  spec: StrategySpec,
  placeOf: PlaceOf,
  { artifactsDir, codeHashes, at }: LoadOptions & { readonly at: number },
): Promise<LoadedStrategy> {
  if (spec.model !== undefined && spec.name !== POLICY) {
    const what = `is for the strategy ${POLICY} alone, and this one is ${spec.name}`;
    throw new InputError(placeOf([...spec.keys, 'model']), what, 'leave it out');
  }
  const found: Found = isPath(spec.name)
    ? await fromFile(spec.name)
    : spec.name === POLICY
      ? await fromModel(spec, placeOf, { artifactsDir, sha256: codeHashes?.[at] })
      : fromName(spec, placeOf);
  const { definition, spec: completed = spec, ...identity } = found;
  const params = checkParams(definition, completed, placeOf);
  const name = spec.as ?? definition.name;
  return {
    use: spec.name,
    name,
    definition: guardDefinition(spec.name, name, definition, params),
    params,
    ...identity,
  };
}

interface Found extends Pick<LoadedStrategy, 'codeHash' | 'model'> {
  readonly definition: StrategyDefinition;
  /** Where the strategy has read more than its parameters. */
  readonly spec?: StrategySpec;
}

/** Whoever trades no policy needs no network, and no reader of checkpoints. */
async function fromModel(spec: StrategySpec, placeOf: PlaceOf, place: ModelPlace): Promise<Found> {
  const { loadPolicy } = await import('./load-policy.ts');
  return loadPolicy(spec, placeOf, place);
}

async function fromFile(path: string): Promise<Found> {
  refuseMissingFile(path, 'strategy');
  const { exports, codeHash } = await importUserFile(path);
  return { definition: checkDefinition(exports, path), codeHash };
}

function fromName({ name, keys }: StrategySpec, placeOf: PlaceOf): Found {
  const definition = BUILT_IN_STRATEGIES.find((built) => built.name === name);
  if (definition !== undefined) return { definition, codeHash: '' };
  const names = [...BUILT_IN_STRATEGIES.map((built) => built.name), POLICY];
  const meant = nearest(name, names);
  throw new InputError(
    placeOf([...keys, 'name']),
    `there is no strategy ${JSON.stringify(name)}`,
    `${meant === undefined ? '' : `did you mean ${meant}? `}built in: ${names.join(', ')}; your own: the path of a .ts file`,
  );
}

const isPath = (name: string): boolean => /[/\\]|\.[cm]?[jt]s$/.test(name);
