// The distribution that a policy draws its actions from, over rows of what its actor says.
// One face for numbers and choices, so that an algorithm need not ask which it is.

import type { Random } from '@tradingbot/core';

/**
 * All arrays are flat and row-major and belong to the caller; only the first `rows` rows are read and written.
 * `outputs` are the actor's: means, or logits. `deviations` are one for each action, and none for choices.
 */
export interface ActionDistribution {
  /** Numbers in a row of the actor's outputs. */
  readonly outputs: number;
  /** Numbers in an action: one for a choice. */
  readonly width: number;
  /** Draws an action for each row, and writes its log probability as it is once the action has been rounded to 32 bits. */
  sample(
    outputs: Float32Array,
    deviations: Float64Array,
    rows: number,
    random: Random,
    actions: Float32Array,
    logProbs: Float32Array,
  ): void;
  /** The likeliest action of each row; of equally likely choices the first. */
  mode(outputs: Float32Array, rows: number, actions: Float32Array): void;
  /** The log of the probability, or of its density, of each row's action. */
  logProb(
    outputs: Float32Array,
    deviations: Float64Array,
    actions: Float32Array,
    rows: number,
    logProbs: Float32Array,
  ): void;
  /** In nats; that of a density may be negative. */
  entropy(outputs: Float32Array, deviations: Float64Array, rows: number, entropies: Float32Array): void;
  /** KL(this ‖ other) of each row, in nats. */
  kl(
    outputs: Float32Array,
    deviations: Float64Array,
    otherOutputs: Float32Array,
    otherDeviations: Float64Array,
    rows: number,
    divergences: Float32Array,
  ): void;
}
