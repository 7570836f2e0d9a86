// The network in terms of TensorFlow.js: a tensor for each place of the layout, and what actor and critic make of them.

import { layoutOf, type NetworkSpec } from '@tradingbot/policy';
import * as tf from '@tensorflow/tfjs-core';
import { linear } from './linear.ts';

/** The parameters as tensors, in the order of `layoutOf`. Whoever asked for them disposes of them. */
export function tensorsOf(spec: NetworkSpec, parameters: Float32Array): tf.Tensor[] {
  return layoutOf(spec).tensors.map(({ shape, offset, length }) =>
    // A copy, since the native library reads its numbers only when they are first used.
    tf.tensor(parameters.slice(offset, offset + length), [...shape]),
  );
}

/** The tensors by what they are for. */
export interface ActorCritic {
  readonly actor: readonly tf.Tensor[];
  readonly critic: readonly tf.Tensor[];
  /** Before it becomes a deviation; only of a normal distribution. */
  readonly logStd: tf.Tensor1D | null;
}

/** @param tensors in the order of `layoutOf(spec)` */
export function actorCriticOf({ hidden, head }: NetworkSpec, tensors: readonly tf.Tensor[]): ActorCritic {
  // A weight and a bias for each hidden layer, and for the last one.
  const each = 2 * (hidden.length + 1);
  return {
    actor: tensors.slice(0, each),
    critic: tensors.slice(each, 2 * each),
    logStd: head.kind === 'gaussian' ? (tensors[2 * each] as tf.Tensor1D) : null,
  };
}

/**
 * Linear layers with tanh between them.
 * @param layers weight and bias of each layer, in turn
 * @param observations rows × observations
 * @param observationGradient whether the gradient at the observations is wanted
 * @returns rows × outputs
 */
export function perceptron(
  layers: readonly tf.Tensor[],
  observations: tf.Tensor2D,
  observationGradient = false,
): tf.Tensor2D {
  let x = observations;
  for (let at = 0; at < layers.length; at += 2) {
    const inputGradient = at > 0 || observationGradient;
    x = linear(x, layers[at] as tf.Tensor2D, layers[at + 1] as tf.Tensor1D, inputGradient);
    if (at + 2 < layers.length) x = tf.tanh(x);
  }
  return x;
}
