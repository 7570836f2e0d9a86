// The slope of the divergence between what a policy says here and there, against finite differences of that divergence.

import { describe, expect, test } from '@jest/globals';
import { createRandom } from '@tradingbot/core';
import {
  distributionOf,
  drawNormals,
  layoutOf,
  policyDeviations,
  type ActionHead,
  type NetworkSpec,
} from '@tradingbot/policy';
import { createNaiveBackend } from '../../../testing/naive-backend.ts';
import type { Backend } from '../backend.ts';
import { actionDifferenceSlope } from './action-difference.ts';

const ROWS = 3;
const WIDTH = 4;
const STEP = 1e-2;

const draws = (count: number, seed: number, size: number): Float32Array => {
  const numbers = new Float32Array(count);
  drawNormals(createRandom(seed), numbers, count);
  return numbers.map((x) => x * size);
};

function backendOf(head: ActionHead): Backend {
  const spec: NetworkSpec = { observations: WIDTH, hidden: [6], activation: 'tanh', head, critic: { kind: 'mean' } };
  const backend = createNaiveBackend(spec);
  backend.setParameters(draws(layoutOf(spec).size, 3, 0.7));
  return backend;
}

function divergences(backend: Backend, clean: Float32Array, moved: Float32Array): Float32Array {
  const distribution = distributionOf(backend.spec.head);
  const deviations = policyDeviations(backend.spec, backend.parameters());
  const said = [clean, moved].map((observations) => {
    const outputs = { actor: new Float32Array(ROWS * distribution.outputs), critic: new Float32Array(ROWS) };
    backend.forward(observations, ROWS, outputs);
    return outputs.actor;
  });
  const written = new Float32Array(ROWS);
  distribution.kl(said[0] ?? written, deviations, said[1] ?? written, deviations, ROWS, written);
  return written;
}

describe.each<[name: string, head: ActionHead]>([
  ['choices', { kind: 'categorical', choices: 3 }],
  ['numbers', { kind: 'gaussian', actions: 2, sigma: { kind: 'free' } }],
])('The slope of the divergence over %s', (_name, head) => {
  test('points where the divergence grows fastest', () => {
    const backend = backendOf(head);
    const clean = draws(ROWS * WIDTH, 4, 1);
    const moved = clean.map((x, i) => x + (i % 3 === 0 ? 0.4 : -0.3));
    const slope = new Float32Array(ROWS * WIDTH);
    actionDifferenceSlope(backend, clean, ROWS)(moved, slope);

    const measured = slope.map((_, i) => {
      const [up, down] = [STEP, -STEP].map((by) => {
        const there = moved.slice();
        there[i] = (there[i] ?? NaN) + by;
        return divergences(backend, clean, there)[Math.floor(i / WIDTH)] ?? NaN;
      });
      return ((up ?? NaN) - (down ?? NaN)) / (2 * STEP);
    });
    for (let row = 0; row < ROWS; row++) {
      const [said, found] = [slope, measured].map((all) => direction(all.subarray(row * WIDTH, (row + 1) * WIDTH)));
      said?.forEach((x, i) => expect(Math.abs(x - (found?.[i] ?? NaN))).toBeLessThan(5e-3));
    }
  });

  test('is nought at the true observation', () => {
    const backend = backendOf(head);
    const clean = draws(ROWS * WIDTH, 4, 1);
    const slope = new Float32Array(ROWS * WIDTH);
    actionDifferenceSlope(backend, clean, ROWS)(clean, slope);
    for (const x of slope) expect(Math.abs(x)).toBeLessThan(1e-6);
  });
});

function direction(numbers: Float32Array): number[] {
  const length = Math.hypot(...numbers);
  return [...numbers].map((x) => x / length);
}
