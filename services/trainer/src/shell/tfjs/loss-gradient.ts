// The gradient of the loss at all parameters, and what PPO logs of an update, read out of TensorFlow.js.

import { layoutOf, type NetworkSpec } from '@tradingbot/policy';
import * as tf from '@tensorflow/tfjs-core';
import type { Minibatch, UpdateSettings, UpdateStats } from '../../core/index.ts';
import { lossOf } from './loss.ts';

export interface LossGradient {
  /** As `layoutOf(spec)` places them. */
  readonly gradient: Float32Array;
  readonly stats: Omit<UpdateStats, 'gradNorm'>;
}

/** To be called within a scope that frees tensors. */
export function lossGradient(
  spec: NetworkSpec,
  tensors: tf.Tensor[],
  batch: Minibatch,
  settings: UpdateSettings,
): LossGradient {
  let stats: LossGradient['stats'] | undefined;
  const slopes = tf.grads((...at: tf.Tensor[]) => {
    const terms = lossOf(spec, at, batch, settings);
    stats = {
      loss: numberOf(terms.loss),
      policyLoss: numberOf(terms.policy),
      valueLoss: numberOf(terms.value),
      entropy: numberOf(terms.entropy),
      robustKl: numberOf(terms.robustKl),
      cvar: numberOf(terms.cvar),
      ...ratioStats(terms.logProbs.dataSync<'float32'>(), batch, settings.clipRange),
    };
    return terms.loss;
  })(tensors);
  const { size, tensors: places } = layoutOf(spec);
  const gradient = new Float32Array(size);
  places.forEach(({ offset }, at) => gradient.set((slopes[at] as tf.Tensor).dataSync<'float32'>(), offset));
  return { gradient, stats: stats as LossGradient['stats'] };
}

const numberOf = (scalar: tf.Scalar): number => scalar.dataSync<'float32'>()[0] as number;

/** How far the policy has moved from the one that acted, in double precision. */
function ratioStats(
  logProbs: Float32Array,
  { rows, logProbs: before }: Minibatch,
  clipRange: number,
): Pick<UpdateStats, 'approxKl' | 'clipFraction' | 'ratioDeviation'> {
  let [kl, clipped, farthest] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const logRatio = (logProbs[row] as number) - (before[row] as number);
    const deviation = Math.expm1(logRatio);
    kl += deviation - logRatio;
    if (Math.abs(deviation) > clipRange) clipped++;
    farthest = Math.max(farthest, Math.abs(deviation));
  }
  return { approxKl: kl / rows, clipFraction: clipped / rows, ratioDeviation: farthest };
}
