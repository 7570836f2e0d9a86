// The backend `simd`: forward and backward passes, clipping and Adam in a kernel of strict SIMD, the loss above them in
// TypeScript. The same bits on every machine, whatever the number of rows that go through at a time.

import {
  actorOutputs,
  criticOutputs,
  forwardPass,
  gathered,
  padded,
  spread,
  type NetworkSpec,
} from '@tradingbot/policy';
import type { Backend, Minibatch, UpdateSettings, UpdateStats } from '../backend.ts';
import { adamRates, BETA1, BETA2, clipFactor } from '../loss/adam-rates.ts';
import { createAttackHead } from '../loss/attack-head.ts';
import { createLossHead, isRobust } from '../loss/loss-head.ts';
import { backwardPass, observationGradients, transposeWeights } from './backward-pass.ts';
import { CHUNK, createNetworkMemory, type Pass, type Place } from './network-memory.ts';
import { copyRows, takeRows } from './padded-rows.ts';

export function createSimdBackend(spec: NetworkSpec): Backend {
  const memory = createNetworkMemory(spec);
  const { kernel, network, constants, parameters, means, variances, gradients, actor, critic, movedActor } = memory;
  const logStd = parameters.values.subarray(network.logStd.at, network.logStd.at + network.logStd.length);
  const logStdGradient = gradients.values.subarray(network.logStd.at, network.logStd.at + network.logStd.length);
  const loss = createLossHead(spec);
  const attack = createAttackHead(spec);
  const heads = {
    outputs: { actor: actor.outputs, critic: critic.outputs, moved: movedActor.outputs },
    gradients: { actor: actor.gradients, critic: critic.gradients, moved: movedActor.gradients },
  };
  const width = padded(spec.observations);
  let step = 0;

  const forward = ({ perceptron }: Pass, { at }: Place, rows: number): void =>
    forwardPass(kernel, perceptron, at, 4 * width, rows);
  const backward = ({ perceptron }: Pass, { at }: Place, rows: number): void =>
    backwardPass(kernel, perceptron, constants, at, 4 * width, rows);

  /** Leaves the gradient of the loss in the memory, unclipped. */
  function differentiate(batch: Minibatch, settings: UpdateSettings): UpdateStats {
    const moved = isRobust(batch, settings) ? batch.perturbed : undefined;
    const depth = network.actor.length;
    transposeWeights(kernel, actor.perceptron, 1, depth);
    transposeWeights(kernel, critic.perceptron, 1, depth);
    gradients.values.fill(0);
    loss.begin(batch, settings, logStd);
    for (let first = 0; first < batch.rows; first += CHUNK) {
      const rows = Math.min(CHUNK, batch.rows - first);
      copyRows(batch.observations, spec.observations, first, rows, memory.observations.values, width);
      forward(actor, memory.observations, rows);
      forward(critic, memory.observations, rows);
      if (moved !== undefined) {
        copyRows(moved, spec.observations, first, rows, memory.moved.values, width);
        forward(movedActor, memory.moved, rows);
      }
      loss.add(first, rows, heads.outputs, heads.gradients);
      backward(actor, memory.observations, rows);
      backward(critic, memory.observations, rows);
      if (moved !== undefined) backward(movedActor, memory.moved, rows);
    }
    const stats = loss.end(logStdGradient);
    return { ...stats, gradNorm: Math.sqrt(kernel.sumOfSquares(gradients.at, network.size)) };
  }

  return {
    name: 'simd',
    spec,
    parameters: () => gathered(network, parameters.values),
    setParameters: (next) => spread(network, next, parameters.values),
    optimiser: () => ({
      step,
      mean: gathered(network, means.values),
      variance: gathered(network, variances.values),
    }),
    setOptimiser(state) {
      step = state.step;
      spread(network, state.mean, means.values);
      spread(network, state.variance, variances.values);
    },

    forward(observations, rows, outputs) {
      for (let first = 0; first < rows; first += CHUNK) {
        const count = Math.min(CHUNK, rows - first);
        copyRows(observations, spec.observations, first, count, memory.observations.values, width);
        forward(actor, memory.observations, count);
        forward(critic, memory.observations, count);
        takeRows(actor.outputs.values, actor.outputs.stride, count, outputs.actor, actorOutputs(spec), first);
        takeRows(critic.outputs.values, critic.outputs.stride, count, outputs.critic, criticOutputs(spec), first);
      }
    },

    update(batch, settings) {
      const stats = differentiate(batch, settings);
      const rates = adamRates(++step, settings.learningRate);
      kernel.adam(
        parameters.at,
        means.at,
        variances.at,
        gradients.at,
        network.size,
        clipFactor(stats.gradNorm, settings.maxGradNorm),
        rates.stepSize,
        rates.correction,
        settings.adamEps,
        BETA1,
        1 - BETA1,
        BETA2,
        1 - BETA2,
      );
      return stats;
    },

    gradient(batch, settings) {
      differentiate(batch, settings);
      return gathered(network, gradients.values);
    },

    attackGradient(observations, batch, goal, clipRange, gradient) {
      const pass = goal === 'policy' ? actor : critic;
      transposeWeights(kernel, pass.perceptron, 0, network.actor.length);
      attack.begin(logStd);
      for (let first = 0; first < batch.rows; first += CHUNK) {
        const rows = Math.min(CHUNK, batch.rows - first);
        copyRows(observations, spec.observations, first, rows, memory.observations.values, width);
        forward(pass, memory.observations, rows);
        if (goal === 'policy') attack.policy(first, rows, batch, clipRange, pass.outputs, pass.gradients);
        else attack.value(first, rows, batch, pass.outputs, pass.gradients);
        observationGradients(kernel, pass.perceptron, constants, memory.moved.at, rows);
        takeRows(memory.moved.values, width, rows, gradient, spec.observations, first);
      }
    },
    dispose: () => undefined,
  };
}
