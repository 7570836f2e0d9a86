// The backend `simd` against the oracle in plain loops and 64 bits, and against itself, bit by bit.

import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { actorOutputs, criticOutputs, createForward, type NetworkSpec } from '@tradingbot/policy';
import { network, PLAIN, seededBatch, seededParameters } from '../../../testing/minibatches.ts';
import { createNaiveBackend } from '../../../testing/naive-backend.ts';
import type { Backend, Outputs, UpdateSettings } from '../backend.ts';
import { createSimdBackend } from './simd-backend.ts';

const GAUSSIAN = { kind: 'gaussian', actions: 2, sigma: { kind: 'free' } } as const;
const BOUNDED = { kind: 'gaussian', actions: 1, sigma: { kind: 'bounded', min: 0.2, max: 1.5 } } as const;
const QUANTILES = { kind: 'quantiles', count: 7 } as const;
const EVERYTHING: UpdateSettings = {
  ...PLAIN,
  klCoef: 0.2,
  robustKlCoef: 0.5,
  clipRangeVf: 0.3,
  cvar: { alpha: 0.3, weight: 0.4, cap: 0.4 },
};

const CASES: readonly [string, NetworkSpec, number, UpdateSettings][] = [
  ['one number, one row', network({ observations: 1, hidden: [5], head: BOUNDED }), 1, PLAIN],
  ['3 numbers, 7 rows', network({ observations: 3, hidden: [64, 33] }), 7, EVERYTHING],
  ['57 numbers, 64 rows', network({ observations: 57, hidden: [33, 64], critic: QUANTILES }), 64, EVERYTHING],
  ['more rows than go through at a time', network({ hidden: [8, 8], head: GAUSSIAN }), 131, EVERYTHING],
  ['no hidden layer', network({ hidden: [], head: GAUSSIAN, critic: QUANTILES }), 5, EVERYTHING],
  ['three hidden layers', network({ observations: 5, hidden: [5, 6, 7], head: BOUNDED }), 12, EVERYTHING],
];

const started = (create: (spec: NetworkSpec) => Backend, spec: NetworkSpec, seed = 1): Backend => {
  const backend = create(spec);
  backend.setParameters(seededParameters(spec, seed));
  return backend;
};
const forward = (backend: Backend, observations: Float32Array, rows: number): Outputs => {
  const outputs = {
    actor: new Float32Array(rows * actorOutputs(backend.spec)),
    critic: new Float32Array(rows * criticOutputs(backend.spec)),
  };
  backend.forward(observations, rows, outputs);
  return outputs;
};
/** Largest difference, as a share of the largest number there is. */
const difference = (left: Float32Array, right: Float32Array): number =>
  Math.max(...left.map((x, i) => Math.abs(x - (right[i] ?? NaN)))) / Math.max(1e-3, ...right.map(Math.abs));

describe.each(CASES)('With %s, the backend simd', (_which, spec, rows, settings) => {
  const batch = seededBatch(spec, rows, 2);
  const simd = (): Backend => started(createSimdBackend, spec);
  const naive = (): Backend => started(createNaiveBackend, spec);

  test('gives the outputs of the oracle', () => {
    const [ours, theirs] = [simd(), naive()].map((backend) => forward(backend, batch.observations, rows));
    expect(difference(ours?.actor ?? NONE, theirs?.actor ?? NONE)).toBeLessThan(1e-5);
    expect(difference(ours?.critic ?? NONE, theirs?.critic ?? NONE)).toBeLessThan(1e-5);
  });

  test('gives its gradient, and says the same of the loss', () => {
    expect(difference(simd().gradient(batch, settings), naive().gradient(batch, settings))).toBeLessThan(1e-5);
    const [ours, theirs] = [simd().update(batch, settings), naive().update(batch, settings)];
    for (const name of Object.keys(theirs) as (keyof typeof theirs)[]) expect(ours[name]).toBeCloseTo(theirs[name], 4);
  });

  test('is where it is after 100 updates', () => {
    const [ours, theirs] = [simd(), naive()];
    for (let i = 0; i < 100; i++) {
      const next = seededBatch(spec, Math.min(rows, 4), i);
      ours.update(next, settings);
      theirs.update(next, settings);
    }
    expect(difference(ours.parameters(), theirs.parameters())).toBeLessThan(1e-3);
    expect(difference(ours.optimiser().mean, theirs.optimiser().mean)).toBeLessThan(1e-3);
  });

  test.each(['policy', 'value'] as const)('shows an adversary of the %s where to push', (goal) => {
    const [ours, theirs] = [simd(), naive()].map((backend) => {
      const gradient = new Float32Array(rows * spec.observations);
      backend.attackGradient(batch.perturbed ?? NONE, batch, goal, 0.2, gradient);
      return gradient;
    });
    expect(difference(ours ?? NONE, theirs ?? NONE)).toBeLessThan(1e-5);
  });

  test('goes on with the same bits from saved parameters and moments', () => {
    const [straight, stopped, resumed] = [simd(), simd(), started(createSimdBackend, spec, 9)];
    for (let i = 0; i < 6; i++) straight.update(seededBatch(spec, rows, i), settings);
    for (let i = 0; i < 3; i++) stopped.update(seededBatch(spec, rows, i), settings);
    resumed.update(batch, settings);
    resumed.setParameters(stopped.parameters());
    resumed.setOptimiser(stopped.optimiser());
    for (let i = 3; i < 6; i++) resumed.update(seededBatch(spec, rows, i), settings);
    expect(resumed.parameters()).toEqual(straight.parameters());
    expect(resumed.optimiser()).toEqual(straight.optimiser());
  });

  test('decides with the same bits alone, in a crowd, and in trading', () => {
    const width = actorOutputs(spec);
    const { actor } = forward(simd(), batch.observations, rows);
    const last = batch.observations.slice((rows - 1) * spec.observations);
    expect(forward(simd(), last, 1).actor).toEqual(actor.slice((rows - 1) * width));
    const decision = new Float32Array(width);
    createForward(spec, simd().parameters())(last, decision);
    expect(decision).toEqual(actor.slice((rows - 1) * width));
  });
});

test('A fixed run ends with the bits that it always ended with', () => {
  const spec = network({ observations: 57, hidden: [64, 64], head: BOUNDED, critic: { kind: 'quantiles', count: 32 } });
  const backend = started(createSimdBackend, spec);
  for (let i = 0; i < 50; i++) backend.update(seededBatch(spec, 64, i), EVERYTHING);
  expect(createHash('sha256').update(backend.parameters()).digest('hex')).toBe(
    '5bda137acdda7eda5b245a4e6ecd77009953ad6b650658b06d7667618b641e25',
  );
});

test('The first minibatch of a policy has ratios of 1 and no divergence', () => {
  const spec = network({ head: { kind: 'gaussian', actions: 1, sigma: { kind: 'free' } } });
  const backend = started(createSimdBackend, spec);
  const batch = seededBatch(spec, 16, 1);
  const { actor } = forward(backend, batch.observations, 16);
  const logStd = backend.parameters().at(-1) ?? NaN;
  const logProbs = actor.map((mean, row) => {
    const z = ((batch.actions[row] ?? NaN) - mean) / Math.exp(logStd);
    return -0.5 * z * z - logStd - 0.5 * Math.log(2 * Math.PI);
  });
  const stats = backend.update({ ...batch, logProbs }, PLAIN);
  expect(stats.ratioDeviation).toBeLessThan(1e-6);
  expect(stats.approxKl).toBeLessThan(1e-12);
  expect(stats.clipFraction).toBe(0);
});

const NONE = new Float32Array();
