// Where KL(π(s) ‖ π(s')) grows as s' moves: the slope of the maximal action difference attack (Zhang et al. 2020, §3.5).
// It is put together from the slopes of −ratio × advantage, the one thing that a backend says of its observations.

import { actorOutputs, distributionOf, policyDeviations, portableExp, type NetworkSpec } from '@tradingbot/policy';
import type { Backend, Minibatch } from '../backend.ts';
import { outputsFor } from '../ppo/outputs.ts';
import type { Slope } from './search-worst.ts';

type Attacked = Pick<Backend, 'spec' | 'parameters' | 'forward' | 'attackGradient'>;

/** Wide enough that no ratio is clipped. */
const NO_CLIP = 1e30;

/** The slope at any s', of the divergence from what the policy says of the first `rows` rows of `clean`. */
export function actionDifferenceSlope(backend: Attacked, clean: Float32Array, rows: number): Slope {
  return backend.spec.head.kind === 'gaussian'
    ? gaussianSlope(backend, clean, rows)
    : categoricalSlope(backend, clean, rows);
}

/**
 * With the mean of π(s) as the action, −log π'(action) is the divergence but for what does not hang on s'. A ratio
 * stands for its log: the slope differs by a positive factor, which neither a sign nor a direction shows.
 */
function gaussianSlope(backend: Attacked, clean: Float32Array, rows: number): Slope {
  const { spec } = backend;
  const outputs = outputsFor(spec, rows);
  backend.forward(clean, rows, outputs);
  const batch = probingBatch(spec, rows, outputs.actor);
  batch.advantages.fill(1);
  const deviations = policyDeviations(spec, backend.parameters());
  distributionOf(spec.head).logProb(outputs.actor, deviations, batch.actions, rows, batch.logProbs);
  return (observations, gradient) => {
    backend.attackGradient(observations, batch, 'policy', NO_CLIP, gradient);
  };
}

/** −Σ p_k log p'_k is the divergence but for a constant: each choice in a row of its own, weighed by p_k, at ratio 1. */
function categoricalSlope(backend: Attacked, clean: Float32Array, rows: number): Slope {
  const { spec } = backend;
  const choices = actorOutputs(spec);
  const width = spec.observations;
  const distribution = distributionOf(spec.head);
  const outputs = outputsFor(spec, rows * choices);
  const none = new Float64Array(0);
  const actions = Float32Array.from({ length: rows * choices }, (_, i) => i % choices);
  const batch = probingBatch(spec, rows * choices, actions);
  const repeated = new Float32Array(rows * choices * width);
  const slopes = new Float32Array(rows * choices * width);

  const sayAll = (observations: Float32Array, logProbs: Float32Array): void => {
    repeatRows(observations, rows, width, choices, repeated);
    backend.forward(repeated, rows * choices, outputs);
    distribution.logProb(outputs.actor, none, actions, rows * choices, logProbs);
  };
  sayAll(clean, batch.advantages);
  for (let i = 0; i < batch.advantages.length; i++) batch.advantages[i] = portableExp(batch.advantages[i] as number);

  return (observations, gradient) => {
    sayAll(observations, batch.logProbs);
    backend.attackGradient(repeated, batch, 'policy', NO_CLIP, slopes);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let i = 0; i < width; i++, at++) {
        let sum = 0;
        for (let choice = 0; choice < choices; choice++) sum += slopes[(row * choices + choice) * width + i] as number;
        gradient[at] = sum;
      }
    }
  };
}

const probingBatch = (spec: NetworkSpec, rows: number, actions: Float32Array): Minibatch => ({
  rows,
  observations: new Float32Array(rows * spec.observations),
  actions: actions.slice(),
  logProbs: new Float32Array(rows),
  advantages: new Float32Array(rows),
  returns: new Float32Array(rows),
  oldCritic: outputsFor(spec, rows).critic,
});

function repeatRows(from: Float32Array, rows: number, width: number, times: number, to: Float32Array): void {
  for (let row = 0, at = 0; row < rows; row++) {
    for (let copy = 0; copy < times; copy++) {
      for (let i = 0; i < width; i++) to[at++] = from[row * width + i] as number;
    }
  }
}
