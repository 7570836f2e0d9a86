// One linear layer, x·Wᵀ + b. Its gradient is written out, because the built-in one multiplies transposed matrices
// without transposing them first, which costs the WebAssembly kernels a third of an update.

import * as tf from '@tensorflow/tfjs-core';

/**
 * @param x rows × inputs
 * @param weight outputs × inputs
 * @param bias outputs
 * @param inputGradient whether somebody asks for the gradient at `x`; the first layer of a network is seldom asked
 * @returns rows × outputs
 */
export function linear(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D, inputGradient: boolean): tf.Tensor2D {
  return tf.add(inputGradient ? product(x, weight) : productOfConstant(x)(weight), bias);
}

const product = tf.customGrad((...args) => {
  const [x, weight, save] = args as unknown as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
  save([x, weight]);
  return {
    value: tf.matMul(x, tf.transpose(weight)),
    gradFunc: (dy: tf.Tensor2D, saved: tf.Tensor[]) => {
      const [x, weight] = saved as [tf.Tensor2D, tf.Tensor2D];
      return [tf.matMul(dy, weight), tf.matMul(tf.transpose(dy), x)];
    },
  };
}) as (x: tf.Tensor2D, weight: tf.Tensor2D) => tf.Tensor2D;

const productOfConstant = (x: tf.Tensor2D): ((weight: tf.Tensor2D) => tf.Tensor2D) =>
  tf.customGrad((...args) => {
    const [weight, save] = args as unknown as [tf.Tensor2D, tf.GradSaveFunc];
    // Saved as well, since it may be gone when the gradient is asked for.
    save([x]);
    return {
      value: tf.matMul(x, tf.transpose(weight)),
      gradFunc: (dy: tf.Tensor2D, saved: tf.Tensor[]) => tf.matMul(tf.transpose(dy), saved[0] as tf.Tensor2D),
    };
  });
