// Advantages against their definition: a sum over all later errors of the critic, to the end of the episode.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { estimateAdvantages, type Trajectories } from './gae.ts';

const GAMMA = 0.9;
const LAMBDA = 0.8;

/** `A_t = Σ_l (γλ)^l δ_{t+l}`, every term written out, for step `step` of one environment. */
function byDefinition(trajectories: Trajectories, environment: number, step: number): number {
  const { steps, environments, rewards, values, ended, lastValues } = trajectories;
  const at = (t: number): number => t * environments + environment;
  let sum = 0;
  for (let t = step; t < steps; t++) {
    const isOver = ended[at(t)] === 1;
    const ahead = isOver ? 0 : ((t + 1 < steps ? values[at(t + 1)] : lastValues[environment]) ?? NaN);
    const error = (rewards[at(t)] ?? NaN) + GAMMA * ahead - (values[at(t)] ?? NaN);
    sum += (GAMMA * LAMBDA) ** (t - step) * error;
    if (isOver) break;
  }
  return sum;
}

const someNumber = fc.double({ min: -5, max: 5, noNaN: true });
const trajectories = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 3 }))
  .chain(([steps, environments]) => {
    const numbers = (count: number) =>
      fc.array(someNumber, { minLength: count, maxLength: count }).map((array) => Float32Array.from(array));
    const rows = steps * environments;
    return fc.record<Trajectories>({
      steps: fc.constant(steps),
      environments: fc.constant(environments),
      rewards: numbers(rows),
      values: numbers(rows),
      ended: fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: rows, maxLength: rows }).map((a) => Uint8Array.from(a)),
      lastValues: numbers(environments),
    });
  });

describe('Generalised advantage estimation', () => {
  test('is the discounted sum of errors up to the end of the episode, and a return is that and the value', () => {
    fc.assert(
      fc.property(trajectories, (one) => {
        const rows = one.steps * one.environments;
        const [advantages, returns] = [new Float32Array(rows), new Float32Array(rows)];
        estimateAdvantages(one, GAMMA, LAMBDA, advantages, returns);
        for (let row = 0; row < rows; row++) {
          const expected = byDefinition(one, row % one.environments, Math.floor(row / one.environments));
          expect(Math.abs((advantages[row] ?? NaN) - expected)).toBeLessThan(1e-4);
          expect(Math.abs((returns[row] ?? NaN) - expected - (one.values[row] ?? NaN))).toBeLessThan(1e-4);
        }
      }),
    );
  });

  test('of three steps by hand', () => {
    const [advantages, returns] = [new Float32Array(3), new Float32Array(3)];
    const values = Float32Array.of(0.5, 0.25, 1);
    const one = {
      steps: 3,
      environments: 1,
      rewards: Float32Array.of(1, 1, 1),
      values,
      lastValues: Float32Array.of(2),
    };
    estimateAdvantages({ ...one, ended: Uint8Array.of(0, 1, 0) }, 0.5, 0.5, advantages, returns);
    // δ = 1 + 0.125 − 0.5, 1 − 0.25 (the end), 1 + 1 − 1.
    expect([...advantages]).toEqual([0.625 + 0.25 * 0.75, 0.75, 1]);
    expect([...returns]).toEqual([0.8125 + 0.5, 1, 2]);
  });
});
