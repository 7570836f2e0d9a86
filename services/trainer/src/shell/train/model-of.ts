// From a learner to a checkpoint and back: the policy, what it came from, and all that its training has in memory.

import type { Json } from '@tradingbot/contracts';
import { formatMicros, InputError, micros } from '@tradingbot/domain';
import type { Checkpoint, ModelData } from '@tradingbot/policy';
import { membersOf, stateOf, type PpoState } from '../../core/index.ts';
import type { TrainingPlan } from './plan-training.ts';
import { recordedTraining } from './recorded-training.ts';
import { actionMapOf } from './settings-of.ts';

export interface Provenance {
  readonly backend: string;
  readonly seed: number;
  readonly score: ModelData['score'];
  readonly lineage: readonly Json[];
  /** What its population gave it, by name. */
  readonly values: Readonly<Record<string, number>>;
  /** What whoever runs the training wants to find again. */
  readonly notes: Json;
}

export function checkpointOf(plan: TrainingPlan, state: PpoState, from: Provenance): Checkpoint {
  const { parameters, optimiser, normaliser } = state;
  const members = membersOf(state);
  return {
    model: { data: modelData(plan, state.step, from), parameters, normaliser },
    optimiser,
    training: { values: { ppo: members.values, notes: from.notes }, arrays: members.arrays },
  };
}

function modelData(
  { ground, assetClass, timeframe, trainedUntil, hashes }: TrainingPlan,
  step: number,
  from: Provenance,
) {
  const { config, plan, network } = ground;
  const data: ModelData = {
    format: 'tradingbot-policy',
    schemaVersion: 1,
    algorithm: config.adversarial?.enabled === true ? 'sa-ppo' : 'ppo',
    network,
    features: { names: plan.names, omitted: plan.omitted },
    assetClass,
    timeframe,
    actions: actionMapOf(config),
    hyperparameters: {
      ...recordedTraining(config),
      ...(Object.keys(from.values).length === 0 ? {} : { varied: from.values }),
      backend: from.backend,
      trained_until: formatMicros(micros(trainedUntil)),
    },
    seed: from.seed,
    step,
    lineage: from.lineage,
    hashes,
    score: from.score,
  };
  return data;
}

/** What a learner was, and the notes with it. @throws InputError for a model that nothing can go on from */
export function stateOfCheckpoint(
  { model, optimiser, training }: Checkpoint,
  path: string,
): { readonly state: PpoState; readonly notes: Json } {
  if (optimiser === null || training === null) {
    throw new InputError(path, 'is a model to decide with: it holds no state of its training', 'name a checkpoint');
  }
  const values = training.values as { readonly ppo: Json; readonly notes: Json };
  const { parameters, normaliser } = model;
  const state = stateOf({ values: values.ppo, arrays: training.arrays }, { parameters, optimiser, normaliser });
  return { state, notes: values.notes };
}
