// Networks and minibatches with seeded numbers in them, for the tests of whoever computes.

import { createRandom, nextFloat, type Random } from '@tradingbot/core';
import { actorOutputs, criticOutputs, layoutOf, type NetworkSpec } from '@tradingbot/policy';
import type { Minibatch, UpdateSettings } from '../src/core/backend.ts';

export const PLAIN: UpdateSettings = {
  learningRate: 3e-4,
  clipRange: 0.2,
  clipRangeVf: null,
  entCoef: 0.01,
  vfCoef: 0.5,
  maxGradNorm: 0.5,
  klCoef: 0,
  robustKlCoef: 0,
  cvar: null,
  adamEps: 1e-5,
};

export const network = (overrides: Partial<NetworkSpec> = {}): NetworkSpec => ({
  observations: 4,
  hidden: [8, 8],
  activation: 'tanh',
  head: { kind: 'categorical', choices: 3 },
  critic: { kind: 'mean' },
  ...overrides,
});

/** Weights of about 1 ÷ √inputs, biases and deviations near 0. */
export function seededParameters(spec: NetworkSpec, seed: number): Float32Array {
  const random = createRandom(seed);
  const parameters = new Float32Array(layoutOf(spec).size);
  for (const { offset, length, shape } of layoutOf(spec).tensors) {
    const scale = shape.length === 2 ? 1.7 / Math.sqrt(shape[1] ?? 1) : 0.3;
    parameters.set(numbers(random, length, scale), offset);
  }
  return parameters;
}

/** Ratios a little off 1, so that some are clipped. */
export function seededBatch(spec: NetworkSpec, rows: number, seed: number): Minibatch {
  const random = createRandom(seed);
  const { head } = spec;
  const observations = numbers(random, rows * spec.observations, 1.5);
  return {
    rows,
    observations,
    actions:
      head.kind === 'gaussian'
        ? numbers(random, rows * actorOutputs(spec), 1)
        : Float32Array.from({ length: rows }, () => Math.floor(nextFloat(random) * head.choices)),
    logProbs: numbers(random, rows, 1).map((x) => x - 1.1 * (head.kind === 'gaussian' ? head.actions : 1)),
    advantages: numbers(random, rows, 2),
    returns: numbers(random, rows, 2),
    oldCritic: numbers(random, rows * criticOutputs(spec), 1),
    perturbed: observations.map((x) => x + 0.3 * (nextFloat(random) - 0.5)),
  };
}

const numbers = (random: Random, length: number, scale: number): Float32Array =>
  Float32Array.from({ length }, () => scale * (2 * nextFloat(random) - 1));
