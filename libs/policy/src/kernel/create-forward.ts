// A policy's decisions in trading: what the actor says of one observation, with the same bits on every machine.

import { invariant } from '@tradingbot/domain';
import type { NetworkSpec } from '../network.ts';
import { forwardPass } from './forward-pass.ts';
import { createKernel } from './kernel.ts';
import { createMemoryPlan } from './memory-plan.ts';
import { paddedNetwork, spread } from './padded-network.ts';

/**
 * Writes the actor's outputs for one observation, normalised already: means of the actions, or logits of the choices.
 * Calls allocate nothing and hang on nothing but the observation.
 * @param outputs `actorOutputs(spec)` numbers
 */
export type Forward = (observation: Float32Array, outputs: Float32Array) => void;

/**
 * A forward pass for these parameters, of which it keeps a copy.
 * @param parameters as `layoutOf(spec)` places them
 */
export function createForward(spec: NetworkSpec, parameters: Float32Array): Forward {
  const network = paddedNetwork(spec);
  invariant(parameters.length === network.places.length, 'a network gets as many parameters as its layout has');
  const plan = createMemoryPlan();
  const weights = plan.take(network.size);
  const input = plan.take(spec.observations);
  const activations = network.actor.map(({ width }) => plan.take(width));
  const { kernel, memory } = createKernel(plan.size());
  spread(network, parameters, new Float32Array(memory, weights, network.size));
  const perceptron = { layers: network.actor, parameters: weights, activations };
  const observation = new Float32Array(memory, input, spec.observations);
  const last = network.actor.length - 1;
  const result = new Float32Array(memory, activations[last], network.actor[last]?.outputs);

  return (numbers, outputs) => {
    invariant(numbers.length === observation.length, 'an observation has as many numbers as the network takes');
    observation.set(numbers);
    forwardPass(kernel, perceptron, input, 0, 1);
    outputs.set(result);
  };
}
