// The backend `tfjs`: the formulas stated once more, with gradients by TensorFlow.js. The reference for faster ones.
// Parameters and Adam's moments live in flat arrays; their tensors are made anew whenever they have changed.

import { invariant } from '@tradingbot/domain';
import { layoutOf, type NetworkSpec } from '@tradingbot/policy';
import * as tf from '@tensorflow/tfjs-core';
import type { AttackGoal, Backend, Minibatch, UpdateSettings } from '../../core/index.ts';
import { actorCriticOf, perceptron, tensorsOf } from './actor-critic.ts';
import { distributionOf } from './action-distribution.ts';
import { adamStep, normOf } from './adam.ts';
import { loadTensorflow } from './load-tensorflow.ts';
import { rowsOf, surrogate } from './loss.ts';
import { lossGradient, type LossGradient } from './loss-gradient.ts';

/**
 * On TensorFlow's native library where that loads, else on its WebAssembly kernels. All parameters are 0 until
 * `setParameters`.
 * @param only not the native library, even where it loads
 */
export async function createTfjsBackend(spec: NetworkSpec, only?: 'tfjs-wasm'): Promise<Backend> {
  return backendOn(await loadTensorflow(only), spec);
}

function backendOn(name: Backend['name'], spec: NetworkSpec): Backend {
  const { size } = layoutOf(spec);
  const parameters = new Float32Array(size);
  const mean = new Float32Array(size);
  const variance = new Float32Array(size);
  let step = 0;
  let tensors: tf.Tensor[] | null = null;

  const current = (): tf.Tensor[] => (tensors ??= tensorsOf(spec, parameters).map((tensor) => tf.keep(tensor)));
  const forget = (): void => {
    tf.dispose(tensors ?? []);
    tensors = null;
  };
  const lossAndGradient = (batch: Minibatch, settings: UpdateSettings): LossGradient =>
    tidily(() => lossGradient(spec, current(), batch, settings));

  return {
    name,
    spec,
    parameters: () => parameters.slice(),
    setParameters(values) {
      invariant(values.length === size, 'parameters are as many as the layout has places');
      parameters.set(values);
      forget();
    },
    optimiser: () => ({ step, mean: mean.slice(), variance: variance.slice() }),
    setOptimiser(state) {
      step = state.step;
      mean.set(state.mean);
      variance.set(state.variance);
    },
    forward(observations, rows, outputs) {
      tidily(() => {
        const x = rowsOf(observations, rows, spec.observations);
        const { actor, critic } = actorCriticOf(spec, current());
        outputs.actor.set(perceptron(actor, x).dataSync<'float32'>());
        outputs.critic.set(perceptron(critic, x).dataSync<'float32'>());
      });
    },
    update(batch, settings) {
      const { gradient, stats } = lossAndGradient(batch, settings);
      const gradNorm = normOf(gradient);
      step = adamStep(parameters, { step, mean, variance }, gradient, gradNorm, settings);
      forget();
      return { ...stats, gradNorm };
    },
    gradient: (batch, settings) => lossAndGradient(batch, settings).gradient,
    attackGradient(observations, batch, goal, clipRange, gradient) {
      tidily(() => {
        const held = current();
        const slope = tf.grad((moved) =>
          tf.sum(adversaryGain(spec, held, moved as tf.Tensor2D, batch, goal, clipRange)),
        );
        gradient.set(slope(rowsOf(observations, batch.rows, spec.observations)).dataSync<'float32'>());
      });
    },
    dispose: forget,
  };
}

/** Runs it, and frees every tensor that it has made and not kept. */
function tidily<T>(run: () => T): T {
  tf.engine().startScope();
  try {
    return run();
  } finally {
    tf.engine().endScope();
  }
}

/** What the adversary makes large; rows. */
function adversaryGain(
  spec: NetworkSpec,
  tensors: readonly tf.Tensor[],
  observations: tf.Tensor2D,
  batch: Minibatch,
  goal: AttackGoal,
  clipRange: number,
): tf.Tensor1D {
  const { actor, critic, logStd } = actorCriticOf(spec, tensors);
  if (goal === 'value') {
    const value = tf.mean(perceptron(critic, observations, true), 1);
    return tf.square(tf.sub(value, tf.tensor1d(batch.returns.subarray(0, batch.rows))));
  }
  const outputs = perceptron(actor, observations, true);
  const distribution = distributionOf(spec.head, outputs, logStd, batch.actions);
  return tf.neg(surrogate(distribution.logProb(), batch, clipRange));
}
