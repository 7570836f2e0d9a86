// From `params.model` to a strategy that trades it: the bytes are found, hashed and checked here, before a core sees them.

import type { PlaceOf, StrategySpec } from '@tradingbot/config';
import { InputError, type AssetClass } from '@tradingbot/domain';
import { observationPlan, type ObservationPlan } from '@tradingbot/features';
import type { ModelData } from '@tradingbot/policy';
import { readModelFile } from '@tradingbot/policy/files';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  POLICY,
  PolicyParams,
  type PolicySettings,
  type StrategyDefinition,
  type TrainedModel,
} from '../core/index.ts';
import { policyStrategy } from '../core/built-in/policy.ts';
import { checkParams } from './check-params.ts';
import { DEFAULT_ARTIFACTS, keepModel, keptPath, modelsFolder, sha256Of } from './model-store.ts';
import { PROMOTED, promotedIn } from './promotions.ts';

export interface ModelPlace {
  /** The folder of results, under which models are kept. */
  readonly artifactsDir?: string | undefined;
  /** The SHA-256 that a run was recorded with: this model and no other. */
  readonly sha256?: string | undefined;
}

export interface LoadedPolicy {
  readonly definition: StrategyDefinition;
  readonly codeHash: string;
  readonly model: TrainedModel;
  /** The specification with the model among its parameters, wherever it was stated. */
  readonly spec: StrategySpec;
}

/**
 * @throws InputError "Model not found: …" where there is none, and one sentence for a file that is no model, for one whose
 * features a run does not have, and for another model than was recorded
 */
export function loadPolicy(stated: StrategySpec, placeOf: PlaceOf, place: ModelPlace): LoadedPolicy {
  const spec = withModel(stated, placeOf);
  const { model: name } = checkParams({ name: POLICY, params: PolicyParams }, spec, placeOf) as PolicySettings;
  const where = placeOf([...spec.keys, ...(stated.model === undefined ? ['params', 'model'] : ['model'])]);
  const path = pathOf(name, where, place);
  const { checkpoint, bytes } = readModelFile(path);
  const sha256 = sha256Of(bytes);
  if (place.sha256 !== undefined && sha256 !== place.sha256) throw otherModel(where, name, place.sha256);
  const { model } = checkpoint;
  const definition = policyStrategy(model, planOf(model.data, path));
  const keep = (artifactsDir: string): void => void keepModel(artifactsDir, { sha256, bytes });
  return { definition, codeHash: sha256, model: { sha256, path: name, data: model.data, keep }, spec };
}

/** `model` may stand beside `params` or in it. */
function withModel(spec: StrategySpec, placeOf: PlaceOf): StrategySpec {
  const { model, params, keys } = spec;
  if (model === undefined) return spec;
  if (params['model'] !== undefined) {
    throw new InputError(placeOf([...keys, 'params', 'model']), 'is said twice', `leave ${keys.join('.')}.model out`);
  }
  return { ...spec, params: { ...params, model } };
}

/** Kept copies first, when a hash is asked for: what stands under the stated name may have been replaced. */
function pathOf(name: string, where: string, { artifactsDir = DEFAULT_ARTIFACTS, sha256 }: ModelPlace): string {
  if (sha256 !== undefined) {
    const folders = name === PROMOTED ? [artifactsDir] : [artifactsDir, dirname(name)];
    const kept = folders.map((folder) => keptPath(folder, sha256)).find((path) => existsSync(path));
    if (kept !== undefined) return kept;
    if (name === PROMOTED || !existsSync(name)) throw otherModel(where, name, sha256);
  }
  if (name !== PROMOTED) return name;
  const promotion = promotedIn(artifactsDir);
  if (promotion !== undefined) return keptPath(artifactsDir, promotion.sha256);
  const what = `Model not found: no model is in force in ${modelsFolder(artifactsDir)}`;
  throw new InputError(where, what, 'promote one: npx tradingbot model promote FILE');
}

const otherModel = (where: string, name: string, sha256: string): InputError =>
  new InputError(
    where,
    `Model not found: the run was recorded with the model ${sha256}, and ${name} is not that one`,
    `put that model to ${keptPath(DEFAULT_ARTIFACTS, sha256)}`,
  );

/** What a journal records of a bar. */
const COLUMNS = ['open', 'high', 'low', 'close', 'volume'];

/** The model's own features, in its order, on the bars of a run. */
function planOf({ features, timeframe, assetClass }: ModelData, path: string): ObservationPlan {
  const { names } = features;
  if (names.length === 0) throw new InputError(path, 'was trained on no market', 'name a model that was');
  const plan = planFor(names, timeframe, assetClass as AssetClass, path);
  const missing = names.find((name) => !plan.names.includes(name));
  if (missing !== undefined) {
    const feature = Object.keys(plan.omitted).find((one) => missing.startsWith(one));
    const why = plan.omitted[feature ?? ''] ?? 'this release does not have it';
    throw new InputError(path, `was trained with the feature ${missing}: ${why}`, 'train a model without it');
  }
  const isSame = plan.names.length === names.length && names.every((name, at) => plan.names[at] === name);
  if (isSame) return plan;
  throw new InputError(path, 'was trained with its features in another order than this release has', 'train it again');
}

function planFor(names: readonly string[], timeframe: string, assetClass: AssetClass, path: string): ObservationPlan {
  const instruments = instrumentsIn(names);
  try {
    return observationPlan({ columns: COLUMNS, timeframe, assetClass, instruments, include: names });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(path, `does not fit this release: ${error.what}`, 'train it again');
  }
}

/** A policy of several instruments names them all. */
const instrumentsIn = (names: readonly string[]): string[] =>
  names.filter((name) => name.startsWith(IS_INSTRUMENT)).map((name) => name.slice(IS_INSTRUMENT.length));

const IS_INSTRUMENT = 'token_is_';
