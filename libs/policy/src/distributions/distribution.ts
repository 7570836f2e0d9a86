// Which distribution a network's head stands for, and how wide it is.
// A deviation is one of the network's parameters: it does not hang on the observation.

import { layoutOf, type ActionHead, type NetworkSpec } from '../network.ts';
import type { ActionDistribution } from './action-distribution.ts';
import { categoricalDistribution } from './categorical.ts';
import { deviationsOf, gaussianDistribution } from './gaussian.ts';

export const distributionOf = (head: ActionHead): ActionDistribution =>
  head.kind === 'gaussian' ? gaussianDistribution(head.actions) : categoricalDistribution(head.choices);

/** The deviations that a network's parameters hold; none where it chooses. */
export function policyDeviations(spec: NetworkSpec, parameters: Float32Array): Float64Array {
  if (spec.head.kind === 'categorical') return new Float64Array(0);
  const { size } = layoutOf(spec);
  return deviationsOf(spec.head.sigma, parameters.subarray(size - spec.head.actions, size));
}
