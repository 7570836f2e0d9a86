// The step: Adam as Kingma & Ba wrote it, after the gradient has been brought within a norm; and a state that can be
// carried away and put back without a bit's difference.

import { expect, test } from '@jest/globals';
import { layoutOf, type NetworkSpec } from '@tradingbot/policy';
import type { Backend, UpdateSettings } from '../../src/core/backend.ts';
import { seededBatch, seededParameters } from '../minibatches.ts';
import { BARE, FULL, NETWORKS, type Ready } from './cases.ts';
import { expectClose } from './closeness.ts';
import { at } from './network-definition.ts';

const STEPS: readonly (readonly [title: string, settings: Partial<UpdateSettings>])[] = [
  ['its usual ε', {}],
  ['an ε that is felt', { adamEps: 0.05 }],
  ['a gradient cut to a norm', { adamEps: 0.05, maxGradNorm: 0.01 }],
];

export function optimiserContract(ready: Ready): void {
  test.each(
    NETWORKS.flatMap(([title, spec]) => STEPS.map(([step, settings]) => [step, title, spec, settings] as const)),
  )('is Adam by its definition over six steps, with %s (%s)', async (_, __, spec, changed) => {
    const settings = { ...FULL, maxGradNorm: 1e9, ...changed };
    const backend = await ready(spec);
    const expected = { parameters: Array.from(backend.parameters()), mean: zeros(spec), variance: zeros(spec) };
    for (let step = 1; step <= 6; step++) {
      const batch = seededBatch(spec, 7, step);
      adamDefinition(expected, backend.gradient(batch, settings), step, settings);
      backend.update(batch, settings);
      const { step: steps, mean, variance } = backend.optimiser();
      expect(steps).toBe(step);
      expectClose(backend.parameters(), expected.parameters, 2e-5);
      expectClose(mean, expected.mean, 1e-6);
      expectClose(variance, expected.variance, 1e-6);
    }
  });

  test('a gradient beyond the norm is shortened to it, and one within stays', async () => {
    const spec = at(NETWORKS, 1)[1];
    const batch = seededBatch(spec, 7, 1);
    for (const maxGradNorm of [0.01, 1e9]) {
      const backend = await ready(spec);
      const norm = Math.hypot(...backend.gradient(batch, FULL));
      const { gradNorm } = backend.update(batch, { ...FULL, maxGradNorm });
      expect(norm).toBeGreaterThan(0.1);
      expect(gradNorm / norm).toBeCloseTo(1, 5);
      const taken = Math.hypot(...backend.optimiser().mean) / 0.1;
      expect(taken / Math.min(norm, maxGradNorm)).toBeCloseTo(1, 3);
    }
  });

  test.each(NETWORKS)('the same updates lead to the same bits (%s)', async (_, spec) => {
    const [one, other] = [await ready(spec), await ready(spec)];
    for (let step = 0; step < 5; step++) {
      const batch = seededBatch(spec, 13, step);
      expect(one.update(batch, FULL)).toEqual(other.update(batch, FULL));
    }
    expect(stateOf(one)).toEqual(stateOf(other));
  });

  test.each(NETWORKS)('a state carried into another backend goes on bit for bit (%s)', async (_, spec) => {
    const [straight, resumed] = [await ready(spec), await ready(spec, seededParameters(spec, 77))];
    for (let step = 0; step < 3; step++) straight.update(seededBatch(spec, 7, step), FULL);
    resumed.update(seededBatch(spec, 1, 9), BARE);
    const saved = stateOf(straight);
    resumed.setParameters(saved.parameters);
    resumed.setOptimiser(saved.optimiser);
    expect(stateOf(resumed)).toEqual(saved);
    for (let step = 3; step < 6; step++) {
      const batch = seededBatch(spec, 7, step);
      expect(resumed.update(batch, FULL)).toEqual(straight.update(batch, FULL));
    }
    expect(stateOf(resumed)).toEqual(stateOf(straight));
  });

  test('parameters and moments are handed over as copies', async () => {
    const spec = at(NETWORKS, 0)[1];
    const given = seededParameters(spec, 1);
    const backend = await ready(spec, given);
    backend.update(seededBatch(spec, 7, 1), FULL);
    const before = structuredClone(stateOf(backend));
    const shown = stateOf(backend);
    for (const array of [given, shown.parameters, shown.optimiser.mean, shown.optimiser.variance]) array.fill(5);
    expect(stateOf(backend)).toEqual(before);
    const put = stateOf(backend);
    backend.setParameters(put.parameters);
    backend.setOptimiser(put.optimiser);
    for (const array of [put.parameters, put.optimiser.mean, put.optimiser.variance]) array.fill(5);
    expect(stateOf(backend)).toEqual(before);
  });
}

interface Expected {
  readonly parameters: number[];
  readonly mean: number[];
  readonly variance: number[];
}

function adamDefinition(
  { parameters, mean, variance }: Expected,
  gradient: Float32Array,
  t: number,
  s: UpdateSettings,
) {
  const norm = Math.hypot(...gradient);
  const share = Math.min(1, s.maxGradNorm / (norm + 1e-6));
  gradient.forEach((slope, i) => {
    const g = slope * share;
    mean[i] = 0.9 * at(mean, i) + 0.1 * g;
    variance[i] = 0.999 * at(variance, i) + 0.001 * g ** 2;
    const [m, v] = [at(mean, i) / (1 - 0.9 ** t), at(variance, i) / (1 - 0.999 ** t)];
    parameters[i] = at(parameters, i) - (s.learningRate * m) / (Math.sqrt(v) + s.adamEps);
  });
}

const zeros = (spec: NetworkSpec): number[] => Array.from({ length: layoutOf(spec).size }, () => 0);

const stateOf = (backend: Backend) => ({ parameters: backend.parameters(), optimiser: backend.optimiser() });
