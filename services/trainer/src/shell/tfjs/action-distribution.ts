// What the actor's outputs mean, as tensors with a gradient: log probability, entropy and divergence for each row.

import type { ActionHead, Sigma } from '@tradingbot/policy';
import * as tf from '@tensorflow/tfjs-core';

/** A distribution of actions for each row of observations. */
export interface ActionDistribution {
  /** Of the batch's actions; rows. */
  logProb(): tf.Tensor1D;
  /** Rows; or a scalar where it is the same for all rows. */
  entropy(): tf.Tensor;
  /** KL(held ‖ this) with `held` as it is now: no gradient flows into it. Rows. */
  divergenceFrom(held: ActionDistribution): tf.Tensor1D;
  /** What the distribution hangs on, as numbers. */
  readonly outputs: tf.Tensor2D;
  readonly sigma: tf.Tensor1D | null;
}

/**
 * @param outputs rows × actor outputs
 * @param logStd the parameter behind the deviation, for a normal distribution
 * @param actions rows × actions, or the numbers of the choices; there may be more rows than outputs
 */
export function distributionOf(
  head: ActionHead,
  outputs: tf.Tensor2D,
  logStd: tf.Tensor1D | null,
  actions: Float32Array,
): ActionDistribution {
  return head.kind === 'gaussian' && logStd !== null
    ? normal(outputs, sigmaOf(head.sigma, logStd), actions)
    : categorical(outputs, actions);
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

const sigmaOf = (sigma: Sigma, parameter: tf.Tensor1D): tf.Tensor1D =>
  sigma.kind === 'free' ? tf.exp(parameter) : tf.add(tf.mul(tf.sigmoid(parameter), sigma.max - sigma.min), sigma.min);

function normal(mean: tf.Tensor2D, sigma: tf.Tensor1D, actions: Float32Array): ActionDistribution {
  return {
    outputs: mean,
    sigma,
    logProb() {
      const taken = tf.tensor2d(actions.subarray(0, mean.size), mean.shape);
      const score = tf.div(tf.sub(taken, mean), sigma);
      const each = tf.sub(tf.mul(tf.square(score), -0.5), tf.add(tf.log(sigma), HALF_LOG_TWO_PI));
      return tf.sum(each, 1);
    },
    entropy: () => tf.sum(tf.add(tf.log(sigma), 0.5 + HALF_LOG_TWO_PI)),
    divergenceFrom(held) {
      const [heldMean, heldSigma] = [detached(held.outputs), detached(held.sigma as tf.Tensor1D)];
      const moved = tf.add(tf.square(heldSigma), tf.square(tf.sub(heldMean, mean)));
      const each = tf.add(tf.log(tf.div(sigma, heldSigma)), tf.sub(tf.div(moved, tf.mul(tf.square(sigma), 2)), 0.5));
      return tf.sum(each, 1);
    },
  };
}

function categorical(logits: tf.Tensor2D, actions: Float32Array): ActionDistribution {
  const logProbs = tf.logSoftmax(logits);
  return {
    outputs: logits,
    sigma: null,
    // Picked by a product: to gather has no gradient among the WebAssembly kernels.
    logProb: () => tf.sum(tf.mul(logProbs, oneHot(actions, logits.shape)), 1),
    entropy: () => tf.neg(tf.sum(tf.mul(tf.exp(logProbs), logProbs), 1)),
    divergenceFrom(held) {
      const heldLogProbs = detached(tf.logSoftmax(held.outputs));
      return tf.sum(tf.mul(tf.exp(heldLogProbs), tf.sub(heldLogProbs, logProbs)), 1);
    },
  };
}

function oneHot(choices: Float32Array, shape: [rows: number, choices: number]): tf.Tensor2D {
  const ones = new Float32Array(shape[0] * shape[1]);
  for (let row = 0; row < shape[0]; row++) ones[row * shape[1] + (choices[row] as number)] = 1;
  return tf.tensor2d(ones, shape);
}

/** The same numbers, read out and put in again, so that no gradient finds its way back. */
const detached = <T extends tf.Tensor>(tensor: T): T => tf.tensor(tensor.dataSync(), tensor.shape) as T;
