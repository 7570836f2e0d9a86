// What a checkpoint holds: the policy, and where it is to be trained on, all that its training had in memory.

import type { Json } from '@tradingbot/contracts';
import type { PolicyModel } from '../model.ts';
import type { NumberArray } from './safetensors/tensor.ts';

export interface Checkpoint {
  readonly model: PolicyModel;
  /** `null` in a model that is only to decide. */
  readonly optimiser: CheckpointOptimiser | null;
  readonly training: TrainingState | null;
}

/** Adam's moments, as flat as the parameters. */
export interface CheckpointOptimiser {
  /** Steps taken. */
  readonly step: number;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/** Whatever training needs to go on bit-equal, as it chooses to say it. */
export interface TrainingState {
  /** Seeded generators, counters, environments. JSON keeps no NaN, no infinity and no −0: such belongs into `arrays`. */
  readonly values: Json;
  /** Kept bit for bit, by name. */
  readonly arrays: Readonly<Record<string, NumberArray>>;
}

/** The members of the archive, all of them always there. */
export const MEMBERS = {
  data: 'data',
  policy: 'policy.safetensors',
  optimiser: 'optimizer.safetensors',
  normaliser: 'normalizer.safetensors',
  training: 'training_state.safetensors',
  onnx: 'policy.onnx',
} as const;
