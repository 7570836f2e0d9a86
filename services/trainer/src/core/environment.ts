// The port between the algorithm and what it acts in: several environments stepped together, over flat arrays.
// Semantics as in Gymnasium's vector environments; an episode that ends begins anew within the same step.

import type { Json } from '@tradingbot/contracts';

/** Written by `step`; the arrays belong to the caller. */
export interface StepResult {
  /** environments × numbers: of the new episode where one has ended. */
  readonly observations: Float32Array;
  readonly rewards: Float32Array;
  /** 1 where the episode ended in a state without a future: nothing may be expected of it. */
  readonly terminated: Uint8Array;
  /** 1 where it was cut off: what was still to be expected counts. */
  readonly truncated: Uint8Array;
  /** environments × numbers: the last observation of an episode that has ended; valid where one has. */
  readonly finalObservations: Float32Array;
  /** Sum of rewards and number of steps of an episode that has ended; valid where one has. */
  readonly episodeReturns: Float64Array;
  readonly episodeLengths: Float64Array;
}

export type ActionSpace =
  /** Numbers, clipped to −1 … 1 by the environment. */
  | { readonly kind: 'box'; readonly actions: number }
  /** One of so many, from 0. */
  | { readonly kind: 'discrete'; readonly choices: number };

export interface VectorEnvironment {
  readonly name: string;
  /** How many are stepped together. */
  readonly count: number;
  /** Numbers in an observation. */
  readonly observations: number;
  readonly actionSpace: ActionSpace;
  /** Begins all episodes anew, and writes the first observations. All luck hangs on `seed`. */
  reset(seed: number, observations: Float32Array): void;
  /** @param actions environments × actions, or the number of the choice */
  step(actions: Float32Array, result: StepResult): void;
  save(): Json;
  /** Goes on as if nothing had stopped. */
  load(saved: Json): void;
}

/** The arrays of a step, for an environment. */
export function stepResultFor({ count, observations }: VectorEnvironment): StepResult {
  return {
    observations: new Float32Array(count * observations),
    rewards: new Float32Array(count),
    terminated: new Uint8Array(count),
    truncated: new Uint8Array(count),
    finalObservations: new Float32Array(count * observations),
    episodeReturns: new Float64Array(count),
    episodeLengths: new Float64Array(count),
  };
}
