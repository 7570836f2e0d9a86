// A network before it has learnt anything: orthogonal weights, biases and log deviations of 0.
// Gains as in stable-baselines3, and in "The 37 Implementation Details of PPO" (S. Huang et al. 2022), detail 2.

import type { Random } from '@tradingbot/core';
import { layoutOf, type NetworkSpec } from '../network.ts';
import { orthogonalMatrix } from './orthogonal.ts';

/** Small, so that at first all actions are about as likely. */
const ACTOR_GAIN = 0.01;
const CRITIC_GAIN = 1;
const HIDDEN_GAIN = Math.SQRT2;

/** As `layoutOf(spec)` places them. */
export function initialParameters(spec: NetworkSpec, random: Random): Float32Array {
  const { tensors, size } = layoutOf(spec);
  const parameters = new Float32Array(size);
  for (const { name, shape, offset } of tensors) {
    const [rows = 0, columns] = shape;
    if (columns !== undefined) parameters.set(orthogonalMatrix(rows, columns, gainOf(name), random), offset);
  }
  return parameters;
}

function gainOf(name: string): number {
  if (name === 'action_net.weight') return ACTOR_GAIN;
  return name === 'value_net.weight' ? CRITIC_GAIN : HIDDEN_GAIN;
}
