// What a trained policy decides: from an observation to the weight that it wants to hold, without luck.
// Training draws its actions; trading takes the likeliest one, so that the same bars give the same decision everywhere.

import { invariant } from '@tradingbot/domain';
import { distributionOf } from '../distributions/index.ts';
import { createForward } from '../kernel/create-forward.ts';
import type { ActionMap, PolicyModel } from '../model.ts';
import { normalise } from '../normaliser.ts';
import { actorOutputs } from '../network.ts';

export interface Decider {
  /** Numbers in an observation. */
  readonly observations: number;
  /**
   * @param observation as it was observed, in the order of the model's features; it stays as it is
   * @returns the target weight, 0 to 1, on the grid of parts per billion that weights are recorded on
   */
  decide(observation: Float32Array): number;
}

/** Parts per billion, as `Weight` has them. */
const WEIGHT_ONE = 1_000_000_000;

/**
 * Normalised by what training has seen, then the strict forward pass: bit-equal on every machine. Everything that a call
 * needs is made here, once; nothing is kept from one call to the next.
 */
export function createDecider({ data, parameters, normaliser }: PolicyModel): Decider {
  const { network, actions } = data;
  const { observations, head } = network;
  const forward = createForward(network, parameters);
  const distribution = distributionOf(head);
  const seen = new Float32Array(observations);
  const outputs = new Float32Array(actorOutputs(network));
  const action = new Float32Array(distribution.width);
  return {
    observations,
    decide(observation) {
      invariant(observation.length === observations, 'an observation has as many numbers as the network takes');
      seen.set(observation);
      if (normaliser !== null) normalise(normaliser, seen, 1);
      forward(seen, outputs);
      distribution.mode(outputs, 1, action);
      return Math.round(weightOf(actions, action[0] as number) * WEIGHT_ONE) / WEIGHT_ONE;
    },
  };
}

/** How an action becomes a weight. What lies beyond −1 … 1 is taken for the end that it passed. */
export function weightOf(actions: ActionMap, action: number): number {
  invariant(Number.isFinite(action), 'an action is a number');
  if (actions.kind === 'continuous') return (Math.min(Math.max(action, -1), 1) + 1) / 2;
  const weight = actions.weights[action];
  invariant(weight !== undefined && weight >= 0 && weight <= 1, 'a choice stands for a weight');
  return weight;
}
