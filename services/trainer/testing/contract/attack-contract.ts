// The gradient at the observations, by which an adversary moves them, against finite differences.

import { expect, test } from '@jest/globals';
import type { AttackGoal } from '../../src/core/backend.ts';
import { seededBatch, seededParameters } from '../minibatches.ts';
import { batchWith, NETWORKS, type Ready } from './cases.ts';
import { expectGradient, finiteDifferences } from './closeness.ts';
import { attackDefinition, rowOf } from './loss-definition.ts';

const GOALS: readonly AttackGoal[] = ['policy', 'value'];

export function attackContract(ready: Ready): void {
  test.each(NETWORKS.flatMap(([title, spec]) => GOALS.map((goal) => [goal, title, spec] as const)))(
    'of the %s equals finite differences, row by row (%s)',
    async (goal, _, spec) => {
      const parameters = seededParameters(spec, 6);
      const backend = await ready(spec, parameters);
      for (const rows of [7, 1]) {
        const { observations, ...rest } = batchWith(spec, parameters, rows, [1.05, 0.6, 1.6]);
        // An adversary has moved them already: those of the batch say nothing.
        const batch = { ...rest, observations: seededBatch(spec, rows, 11).observations };
        const gradient = new Float32Array(rows * spec.observations).fill(NaN);
        backend.attackGradient(observations, batch, goal, 0.2, gradient);
        const expected = Array.from({ length: rows }, (_, row) => [
          ...finiteDifferences(
            (at) => attackDefinition(spec, parameters, [...at], { batch, row, goal, clipRange: 0.2 }),
            rowOf(observations, row, spec.observations),
          ),
        ]);
        expectGradient(gradient, Float64Array.from(expected.flat()));
      }
    },
  );

  test.each(NETWORKS)('of a policy that is beyond the clip range already is nothing (%s)', async (_, spec) => {
    const parameters = seededParameters(spec, 6);
    const backend = await ready(spec, parameters);
    const batch = batchWith(spec, parameters, 7, [2]);
    const good = { ...batch, advantages: batch.advantages.map((value) => Math.abs(value) + 0.1) };
    const gradient = new Float32Array(7 * spec.observations).fill(NaN);
    backend.attackGradient(batch.observations, good, 'policy', 0.2, gradient);
    expect(gradient.every((value) => value === 0)).toBe(true);
  });
}
