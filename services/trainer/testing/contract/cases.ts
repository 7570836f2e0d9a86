// The networks that the suite tries, and minibatches whose ratios are as a test wants them.
// Sizes are odd, so that nothing fits into the lanes of a vector unit.

import type { NetworkSpec } from '@tradingbot/policy';
import type { Backend, Minibatch, UpdateSettings } from '../../src/core/backend.ts';
import { network, seededBatch } from '../minibatches.ts';
import { logProbOf, policyAt } from './distribution-definition.ts';
import { actionOf, rowOf } from './loss-definition.ts';
import { at, tensorsBy } from './network-definition.ts';

/** A backend with parameters; the suite disposes of it. */
export type Ready = (spec: NetworkSpec, parameters?: Float32Array) => Promise<Backend>;

export const NETWORKS: readonly (readonly [title: string, spec: NetworkSpec])[] = [
  ['choices, and a mean', network({ observations: 5, hidden: [7, 3] })],
  [
    'two numbers of free deviation, and quantiles',
    network({
      observations: 3,
      hidden: [5],
      head: { kind: 'gaussian', actions: 2, sigma: { kind: 'free' } },
      critic: { kind: 'quantiles', count: 7 },
    }),
  ],
  [
    'a number of bounded deviation, and a mean',
    network({
      observations: 1,
      hidden: [3, 9, 5],
      head: { kind: 'gaussian', actions: 1, sigma: { kind: 'bounded', min: 0.2, max: 1.5 } },
    }),
  ],
  [
    'three numbers of bounded deviation, and quantiles',
    network({
      observations: 9,
      hidden: [1, 11],
      head: { kind: 'gaussian', actions: 3, sigma: { kind: 'bounded', min: 0.1, max: 0.9 } },
      critic: { kind: 'quantiles', count: 5 },
    }),
  ],
];

/** No term but the policy's, and no limit on the gradient. */
export const BARE: UpdateSettings = {
  learningRate: 0.01,
  clipRange: 0.2,
  clipRangeVf: null,
  entCoef: 0,
  vfCoef: 0,
  maxGradNorm: 1e9,
  klCoef: 0,
  robustKlCoef: 0,
  cvar: null,
  adamEps: 1e-5,
};

/** Every term at once. */
export const FULL: UpdateSettings = {
  ...BARE,
  clipRangeVf: 0.4,
  entCoef: 0.3,
  vfCoef: 0.5,
  klCoef: 0.2,
  robustKlCoef: 0.7,
  cvar: { alpha: 0.3, weight: 0.6, cap: 0.5 },
  maxGradNorm: 0.5,
};

/** @param ratios of the policy now to the policy that acted, taken in turn by the rows */
export function batchWith(
  spec: NetworkSpec,
  parameters: Float32Array,
  rows: number,
  ratios: readonly number[],
  seed = 5,
): Minibatch {
  const batch = seededBatch(spec, rows, seed);
  const tensors = tensorsBy(spec, parameters);
  return {
    ...batch,
    logProbs: batch.logProbs.map((_, row) => {
      const policy = policyAt(spec, tensors, rowOf(batch.observations, row, spec.observations));
      return logProbOf(spec, policy, actionOf(spec, batch, row)) - Math.log(at(ratios, row % ratios.length));
    }),
  };
}
