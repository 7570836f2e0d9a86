// The loss of PPO (Schulman et al. 2017) as stable-baselines3 states it, with a critic of quantiles (Dabney et al. 2018),
// its CVaR, and the divergence under an adversary (Zhang et al. 2020). Gradients are left to TensorFlow.js.

import type { NetworkSpec } from '@tradingbot/policy';
import * as tf from '@tensorflow/tfjs-core';
import type { Minibatch, UpdateSettings } from '../../core/index.ts';
import { actorCriticOf, perceptron } from './actor-critic.ts';
import { distributionOf } from './action-distribution.ts';

/** The loss, and what it is made of: means over the rows, each without its coefficient. Scalars. */
export interface LossTerms {
  readonly loss: tf.Scalar;
  readonly policy: tf.Scalar;
  readonly value: tf.Scalar;
  readonly entropy: tf.Scalar;
  readonly robustKl: tf.Scalar;
  readonly cvar: tf.Scalar;
  /** Of the actions, now; rows. */
  readonly logProbs: tf.Tensor1D;
}

/** @param tensors in the order of `layoutOf(spec)` */
export function lossOf(
  spec: NetworkSpec,
  tensors: readonly tf.Tensor[],
  batch: Minibatch,
  settings: UpdateSettings,
): LossTerms {
  const { actor, critic, logStd } = actorCriticOf(spec, tensors);
  const at = (observations: Float32Array) => rowsOf(observations, batch.rows, spec.observations);
  const clean = at(batch.observations);
  const act = (x: tf.Tensor2D) => distributionOf(spec.head, perceptron(actor, x), logStd, batch.actions);

  const distribution = act(clean);
  const logProbs = distribution.logProb();
  const outputs = perceptron(critic, clean);
  const policy = tf.neg(tf.mean<tf.Scalar>(surrogate(logProbs, batch, settings.clipRange)));
  const kl = tf.mean(tf.sub(vector(batch.logProbs, batch.rows), logProbs));
  const entropy = tf.mean<tf.Scalar>(distribution.entropy());
  const value = tf.mean<tf.Scalar>(criticError(spec, outputs, batch, settings.clipRangeVf));

  let loss = tf.add(policy, tf.mul(value, settings.vfCoef));
  if (settings.klCoef !== 0) loss = tf.add(loss, tf.mul(kl, settings.klCoef));
  if (settings.entCoef !== 0) loss = tf.sub(loss, tf.mul(entropy, settings.entCoef));
  let robustKl = tf.scalar(0);
  if (settings.robustKlCoef !== 0 && batch.perturbed !== undefined) {
    robustKl = tf.mean<tf.Scalar>(act(at(batch.perturbed)).divergenceFrom(distribution));
    loss = tf.add(loss, tf.mul(robustKl, settings.robustKlCoef));
  }
  let cvar = tf.scalar(0);
  if (settings.cvar !== null) {
    const { alpha, weight, cap } = settings.cvar;
    const each = conditionalValueAtRisk(outputs, alpha);
    cvar = tf.mean(each);
    loss = tf.add(loss, tf.mul(tf.mean(tf.clipByValue(tf.neg(each), -cap, cap)), weight));
  }
  return { loss: loss as tf.Scalar, policy, value, entropy, robustKl, cvar, logProbs };
}

/** min(ratio·A, clip(ratio)·A); rows. */
export function surrogate(logProbs: tf.Tensor1D, batch: Minibatch, clipRange: number): tf.Tensor1D {
  const advantages = vector(batch.advantages, batch.rows);
  const ratio = tf.exp(tf.sub(logProbs, vector(batch.logProbs, batch.rows)));
  const clipped = tf.clipByValue(ratio, 1 - clipRange, 1 + clipRange);
  return tf.minimum(tf.mul(ratio, advantages), tf.mul(clipped, advantages));
}

/**
 * Of each row. Where the critic is clipped: of a mean the error after, as stable-baselines3 has it; of quantiles the
 * larger of the errors before and after.
 */
function criticError(
  { critic }: NetworkSpec,
  outputs: tf.Tensor2D,
  { returns, oldCritic, rows }: Minibatch,
  clipRangeVf: number | null,
): tf.Tensor1D {
  const target = rowsOf(returns, rows, 1);
  const error = (predictions: tf.Tensor2D): tf.Tensor1D => {
    const u: tf.Tensor2D = tf.sub(target, predictions);
    return critic.kind === 'mean' ? tf.sum(tf.square(u), 1) : quantileError(u);
  };
  if (clipRangeVf === null) return error(outputs);
  const old = rowsOf(oldCritic, rows, outputs.shape[1]);
  const clipped: tf.Tensor2D = tf.add(old, tf.clipByValue(tf.sub(outputs, old), -clipRangeVf, clipRangeVf));
  return critic.kind === 'mean' ? error(clipped) : tf.maximum(error(outputs), error(clipped));
}

/**
 * Quantile Huber loss with κ = 1: the mean over quantiles of |τ − 1(u < 0)| × Huber(u).
 * Both signs of `u` are taken apart, for a comparison has no gradient.
 * @param u target − prediction, rows × quantiles
 */
function quantileError(u: tf.Tensor2D): tf.Tensor1D {
  const count = u.shape[1];
  const below = vector(
    Float32Array.from({ length: count }, (_, i) => (i + 0.5) / count),
    count,
  );
  const above = tf.sub(1, below);
  const each = tf.add(tf.mul(below, huber(tf.relu(u))), tf.mul(above, huber(tf.relu(tf.neg(u)))));
  return tf.mean(each, 1);
}

/** Of numbers that are not negative: x² ÷ 2 up to 1, then x − ½. */
function huber(x: tf.Tensor): tf.Tensor {
  const square = tf.minimum(x, 1);
  return tf.add(tf.mul(tf.square(square), 0.5), tf.sub(x, square));
}

/**
 * The mean of the worst `alpha` of the distribution; the quantile through which `alpha` passes counts in part.
 * @param outputs rows × quantiles, each of which stands for an equal share
 */
function conditionalValueAtRisk(outputs: tf.Tensor2D, alpha: number): tf.Tensor1D {
  const count = outputs.shape[1];
  const share = alpha * count;
  const weights = Float32Array.from({ length: count }, (_, i) => Math.min(Math.max(share - i, 0), 1) / share);
  return tf.sum(tf.mul(outputs, vector(weights, count)), 1);
}

/** The first rows of a flat array. */
export const rowsOf = (values: Float32Array, rows: number, width: number): tf.Tensor2D =>
  tf.tensor2d(values.subarray(0, rows * width), [rows, width]);

const vector = (values: Float32Array, length: number): tf.Tensor1D => tf.tensor1d(values.subarray(0, length));
