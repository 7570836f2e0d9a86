// The terms of the loss that hang on the actor: the clipped objective, the KL penalty and the entropy.
// Schulman et al. 2017, eq. 7; the estimate of the KL divergence is John Schulman's (ratio − 1) − ln ratio.

import { portableExp, type NetworkSpec } from '@tradingbot/policy';
import type { Minibatch, UpdateSettings, UpdateStats } from '../backend.ts';
import type { Rows } from './floats.ts';
import type { PolicyHead } from './policy-head.ts';

type PolicyMeans = Pick<UpdateStats, 'policyLoss' | 'entropy' | 'approxKl' | 'clipFraction' | 'ratioDeviation'> & {
  /** mean(old log probability − new). */
  readonly kl: number;
};

/** Numbers in an action as a minibatch holds it. */
export const actionWidth = ({ head }: NetworkSpec): number => (head.kind === 'gaussian' ? head.actions : 1);

export function createPolicyTerms(spec: NetworkSpec, head: PolicyHead) {
  const width = actionWidth(spec);
  let batch: Minibatch;
  let settings: UpdateSettings;
  const sums = { gain: 0, kl: 0, entropy: 0, approxKl: 0, clipped: 0, deviation: 0 };

  return {
    begin(nextBatch: Minibatch, nextSettings: UpdateSettings): void {
      batch = nextBatch;
      settings = nextSettings;
      sums.gain = sums.kl = sums.entropy = sums.approxKl = sums.clipped = sums.deviation = 0;
    },

    add(first: number, count: number, outputs: Rows, gradients: Rows): void {
      const { rows, actions, logProbs, advantages } = batch;
      const { clipRange, klCoef, entCoef } = settings;
      for (let i = 0; i < count; i++) {
        const row = first + i;
        const logProb = head.logProb(outputs.values, i * outputs.stride, actions, row * width);
        const logRatio = logProb - (logProbs[row] as number);
        const ratio = portableExp(logRatio);
        const advantage = advantages[row] as number;
        sums.gain += clippedGain(ratio, advantage, clipRange);
        sums.kl -= logRatio;
        sums.entropy += head.entropy();
        sums.approxKl += ratio - 1 - logRatio;
        const deviation = Math.abs(ratio - 1);
        if (deviation > clipRange) sums.clipped++;
        sums.deviation = Math.max(sums.deviation, deviation);
        const byLogProb = -clippedGainSlope(ratio, advantage, clipRange) - klCoef;
        head.gradient(byLogProb / rows, -entCoef / rows, gradients.values, i * gradients.stride);
      }
    },

    means: (): PolicyMeans => ({
      policyLoss: -sums.gain / batch.rows,
      kl: sums.kl / batch.rows,
      entropy: sums.entropy / batch.rows,
      approxKl: sums.approxKl / batch.rows,
      clipFraction: sums.clipped / batch.rows,
      ratioDeviation: sums.deviation,
    }),
  };
}

/** min(ratio·A, clamp(ratio, 1 ± clip range)·A), which PPO makes large. */
export function clippedGain(ratio: number, advantage: number, clipRange: number): number {
  return Math.min(ratio * advantage, Math.min(Math.max(ratio, 1 - clipRange), 1 + clipRange) * advantage);
}

/** The slope of that with the log probability: ratio·A, or none where the clipped side is the smaller. */
export function clippedGainSlope(ratio: number, advantage: number, clipRange: number): number {
  const isCut = advantage >= 0 ? ratio > 1 + clipRange : ratio < 1 - clipRange;
  return isCut ? 0 : ratio * advantage;
}
