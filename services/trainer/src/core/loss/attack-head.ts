// What an adversary makes large, and its gradient with respect to the network's outputs, one row at a time.
// Each row stands for itself: nothing is divided by the number of rows.

import { criticOutputs, portableExp, type NetworkSpec } from '@tradingbot/policy';
import type { Minibatch } from '../backend.ts';
import type { Floats, Rows } from './floats.ts';
import { createPolicyHead } from './create-policy-head.ts';
import { actionWidth, clippedGainSlope } from './policy-terms.ts';

export interface AttackHead {
  /** Writes the gradients of −min(ratio·A, clip(ratio)·A) for `count` rows of the minibatch from its row `first` on. */
  policy(first: number, count: number, batch: Minibatch, clipRange: number, outputs: Rows, gradients: Rows): void;
  /** Writes the gradients of (value − return)², the value being the mean of the critic's outputs. */
  value(first: number, count: number, batch: Minibatch, outputs: Rows, gradients: Rows): void;
  /** Takes the parameters of that name before a policy is attacked. */
  begin(logStd: Floats): void;
}

export function createAttackHead(spec: NetworkSpec): AttackHead {
  const head = createPolicyHead(spec);
  const width = actionWidth(spec);
  const quantiles = criticOutputs(spec);
  return {
    begin: (logStd) => head.begin(logStd),
    policy(first, count, { actions, logProbs, advantages }, clipRange, outputs, gradients) {
      for (let i = 0; i < count; i++) {
        const row = first + i;
        const logProb = head.logProb(outputs.values, i * outputs.stride, actions, row * width);
        const ratio = portableExp(logProb - (logProbs[row] as number));
        head.entropy();
        const slope = clippedGainSlope(ratio, advantages[row] as number, clipRange);
        head.gradient(-slope, 0, gradients.values, i * gradients.stride);
      }
    },
    value(first, count, { returns }, outputs, gradients) {
      for (let i = 0; i < count; i++) {
        const from = i * outputs.stride;
        let value = 0;
        for (let q = 0; q < quantiles; q++) value += (outputs.values[from + q] as number) / quantiles;
        const slope = (2 * (value - (returns[first + i] as number))) / quantiles;
        const to = i * gradients.stride;
        for (let q = 0; q < quantiles; q++) gradients.values[to + q] = slope;
      }
    },
  };
}
