// What an update says of itself, before its step.

import { expect, test } from '@jest/globals';
import { actorOutputs } from '@tradingbot/policy';
import type { UpdateStats } from '../../src/core/backend.ts';
import { seededBatch, seededParameters } from '../minibatches.ts';
import { BARE, batchWith, FULL, NETWORKS, type Ready } from './cases.ts';
import { outputsFor } from './forward-contract.ts';
import { logProbOf } from './distribution-definition.ts';
import { actionOf, lossDefinition, rowOf } from './loss-definition.ts';
import { sigmaOf, tensorsBy } from './network-definition.ts';

export function statsContract(ready: Ready): void {
  test.each(NETWORKS)('are what the definition gives (%s)', async (_, spec) => {
    const parameters = seededParameters(spec, 2);
    const backend = await ready(spec, parameters);
    for (const rows of [7, 1]) {
      backend.setParameters(parameters);
      const batch = batchWith(spec, parameters, rows, [1.5, 0.9, 0.7, 1.1]);
      const gradNorm = Math.hypot(...backend.gradient(batch, FULL));
      const expected: UpdateStats = { ...lossDefinition(spec, parameters, parameters, batch, FULL), gradNorm };
      const stats = backend.update(batch, FULL);
      const names = Object.keys(expected) as (keyof UpdateStats)[];
      expect(Object.keys(stats).sort()).toEqual(names.toSorted());
      const near = (value: number, wanted: number) => Math.abs(value - wanted) < 1e-4 * Math.max(Math.abs(wanted), 0.1);
      const wrong = names.filter((name) => !near(stats[name], expected[name]));
      expect(wrong.map((name) => ({ name, is: stats[name], shouldBe: expected[name] }))).toEqual([]);
    }
  });

  test.each(NETWORKS)('of terms that are off are 0 (%s)', async (_, spec) => {
    const backend = await ready(spec);
    const batch = seededBatch(spec, 7, 1);
    expect(backend.update(batch, BARE)).toMatchObject({ robustKl: 0, cvar: 0 });
    // Where nobody has moved an observation, there is nothing to be robust against.
    const { perturbed: _moved, ...unmoved } = batch;
    expect(backend.update(batch, FULL).robustKl).toBeGreaterThan(1e-5);
    expect(backend.update(unmoved, FULL)).toMatchObject({ robustKl: 0 });
  });

  test.each(NETWORKS)('of the first minibatch after a rollout: ratio 1, KL 0 (%s)', async (_, spec) => {
    const backend = await ready(spec);
    const batch = seededBatch(spec, 64, 8);
    const said = outputsFor(spec, 64);
    backend.forward(batch.observations, 64, said);
    const sigma = sigmaOf(spec, tensorsBy(spec, backend.parameters()));
    const logProbs = batch.logProbs.map((_, row) => {
      const outputs = rowOf(said.actor, row, actorOutputs(spec));
      return logProbOf(spec, { outputs, sigma }, actionOf(spec, batch, row));
    });
    const stats = backend.update({ ...batch, logProbs }, BARE);
    expect(stats.ratioDeviation).toBeLessThan(1e-5);
    expect(Math.abs(stats.approxKl)).toBeLessThan(1e-6);
    expect(stats.clipFraction).toBe(0);
  });
}
