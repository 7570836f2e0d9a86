// What an adversary makes of a minibatch: which rows it moves, which carry the robust term, how far, and from when on.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '@tradingbot/core';
import { drawNormals, layoutOf, type NetworkSpec } from '@tradingbot/policy';
import { createNaiveBackend } from '../../../testing/naive-backend.ts';
import type { Backend, Minibatch, UpdateSettings } from '../backend.ts';
import { identityBoxEnvironment } from '../environments/identity.ts';
import { createPpo } from '../ppo/ppo.ts';
import { SB3_DEFAULTS } from '../ppo/settings.ts';
import { maximalActionDifference, randomAttack } from './evaluation-attacks.ts';
import { createSaPpo, epsilonAt } from './sa-ppo.ts';
import type { AdversarialSettings, PerturbationSettings } from './settings.ts';

const SPEC: NetworkSpec = {
  observations: 4,
  hidden: [6],
  activation: 'tanh',
  head: { kind: 'gaussian', actions: 2, sigma: { kind: 'free' } },
  critic: { kind: 'mean' },
};

const SETTINGS: AdversarialSettings = {
  perturbation: {
    epsilon: 0.3,
    norm: 'linf',
    method: 'pgd',
    steps: 3,
    stepSize: 0.1,
    randomStart: true,
    clipMin: null,
    clipMax: null,
  },
  adversarialRatio: 0.5,
  robustKlCoef: 0.1,
  warmupUpdates: 2,
  attackPolicy: true,
  attackValue: true,
  epsilonSchedule: 'linear',
  epsilonFinal: 0.1,
  maxUpdates: 10,
  seed: 1,
};

const UPDATE: UpdateSettings = {
  learningRate: 1e-3,
  clipRange: 0.2,
  clipRangeVf: null,
  entCoef: 0,
  vfCoef: 0.5,
  maxGradNorm: 0.5,
  klCoef: 0,
  robustKlCoef: 0,
  cvar: null,
  adamEps: 1e-5,
};

const ROWS = 10;
const ALL = Uint8Array.of(1, 1, 1, 1);

const draws = (count: number, seed: number): Float32Array => {
  const numbers = new Float32Array(count);
  drawNormals(createRandom(seed), numbers, count);
  return numbers;
};

function backendWithDraws(): Backend {
  const backend = createNaiveBackend(SPEC);
  backend.setParameters(draws(layoutOf(SPEC).size, 3));
  return backend;
}

/** Ratios are near 1, so that no row is clipped and every row has a gradient. */
function aMinibatch(backend: Backend): Minibatch {
  const observations = draws(ROWS * 4, 4);
  const outputs = { actor: new Float32Array(ROWS * 2), critic: new Float32Array(ROWS) };
  backend.forward(observations, ROWS, outputs);
  return {
    rows: ROWS,
    observations,
    actions: outputs.actor.map((mean, i) => mean + (i % 2 === 0 ? 0.1 : -0.1)),
    logProbs: new Float32Array(ROWS).fill(-Math.log(2 * Math.PI)),
    advantages: draws(ROWS, 6),
    returns: draws(ROWS, 7),
    oldCritic: outputs.critic,
  };
}

/** Rows of which a number differs. */
const movedRows = (clean: Float32Array, moved: Float32Array): number[] =>
  Array.from({ length: ROWS }, (_, row) => row).filter((row) =>
    [0, 1, 2, 3].some((i) => clean[row * 4 + i] !== moved[row * 4 + i]),
  );

function disturbed(settings: Partial<AdversarialSettings>, mask = ALL, iteration = 5) {
  const backend = backendWithDraws();
  const adversary = createSaPpo({ ...SETTINGS, ...settings }, backend, mask);
  const clean = aMinibatch(backend);
  adversary.begin(iteration);
  const result = adversary.disturb({ ...clean, observations: clean.observations.slice() }, UPDATE);
  return { backend, adversary, clean, ...result };
}

describe('A minibatch', () => {
  test('is clean in its first rows, which carry the robust term, and moved in the rest', () => {
    const { clean, batch, settings } = disturbed({});
    expect(movedRows(clean.observations, batch.observations)).toEqual([5, 6, 7, 8, 9]);
    expect(movedRows(clean.observations, batch.perturbed ?? clean.observations)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(movedRows(batch.observations, batch.perturbed ?? clean.observations)).toEqual([0, 1, 2, 3, 4]);
    // A mean over the five rows that carry it.
    expect(settings.robustKlCoef).toBeCloseTo(0.2, 12);
  });

  test.each<[ratio: number, moved: number[]]>([
    [0, []],
    [0.25, [8, 9]],
    [1, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])('is moved in a share of %d of its rows', (adversarialRatio, moved) => {
    const { clean, batch, settings } = disturbed({ adversarialRatio });
    expect(movedRows(clean.observations, batch.observations)).toEqual(moved);
    expect(batch.perturbed === undefined).toBe(adversarialRatio === 1);
    expect(settings.robustKlCoef > 0).toBe(adversarialRatio < 1);
  });

  test('is moved only where the mask allows it', () => {
    const { clean, batch } = disturbed({}, Uint8Array.of(1, 0, 1, 0));
    for (const seen of [batch.observations, batch.perturbed ?? new Float32Array(0)]) {
      clean.observations.forEach((x, i) => {
        if (i % 2 === 1) expect(seen[i]).toBe(x);
      });
    }
    expect(batch.perturbed).toHaveLength(ROWS * 4);
  });

  test('is left alone during the warm-up', () => {
    const { clean, batch, settings } = disturbed({}, ALL, 1);
    expect(batch.observations).toEqual(clean.observations);
    expect(batch.perturbed).toBeUndefined();
    expect(settings).toEqual(UPDATE);
  });

  test.each(['attackPolicy', 'attackValue'] as const)('loses more where it is attacked: %s', (goal) => {
    const one = { attackPolicy: false, attackValue: false, [goal]: true, adversarialRatio: 1, robustKlCoef: 0 };
    const { backend, clean, batch } = disturbed(one);
    const settings = { ...UPDATE, learningRate: 0, vfCoef: goal === 'attackValue' ? 1 : 0 };
    const lossOf = (which: Minibatch): number => {
      const stats = backend.update(which, settings);
      return goal === 'attackValue' ? stats.valueLoss : stats.policyLoss;
    };
    expect(lossOf(batch)).toBeGreaterThan(lossOf(clean) + 0.02);
  });
});

describe('The robust term', () => {
  test('is above 0 nearby, and has a gradient', () => {
    const { backend, batch, settings } = disturbed({ adversarialRatio: 0, robustKlCoef: 1 });
    const withTerm = backend.gradient(batch, settings);
    const without = backend.gradient(batch, { ...settings, robustKlCoef: 0 });
    const distance = Math.hypot(...withTerm.map((x, i) => x - (without[i] ?? NaN)));
    expect(distance).toBeGreaterThan(0.01);
    expect(backend.update(batch, settings).robustKl).toBeGreaterThan(0.001);
  });

  test('falls when it alone is learnt from', () => {
    const { backend, batch, settings } = disturbed({ adversarialRatio: 0, robustKlCoef: 1 });
    const alone = { ...settings, vfCoef: 0, learningRate: 0.01 };
    const still = { ...batch, advantages: new Float32Array(ROWS) };
    const first = backend.update(still, alone).robustKl;
    for (let step = 0; step < 50; step++) backend.update(still, alone);
    expect(backend.update(still, alone).robustKl).toBeLessThan(first / 2);
  });
});

describe('The radius', () => {
  test('hangs on its ends and the iteration alone: asking for it changes nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('constant', 'linear', 'cosine'),
        fc.nat(30),
        fc.array(fc.nat(30)),
        (epsilonSchedule, iteration, before) => {
          const backend = backendWithDraws();
          const settings = { ...SETTINGS, epsilonSchedule };
          const adversary = createSaPpo(settings, backend, ALL);
          for (const earlier of before) adversary.begin(earlier);
          adversary.begin(iteration);
          const expected = iteration < SETTINGS.warmupUpdates ? 0 : epsilonAt(settings, iteration);
          expect(adversary.metrics()['sa_ppo/epsilon']).toBe(expected);
        },
      ),
    );
  });

  test.each<[AdversarialSettings['epsilonSchedule'], iteration: number, epsilon: number]>([
    ['constant', 12, 0.3],
    ['linear', 2, 0.3],
    ['linear', 7, 0.2],
    ['linear', 12, 0.1],
    ['linear', 99, 0.1],
    ['cosine', 2, 0.3],
    ['cosine', 7, 0.2],
    ['cosine', 12, 0.1],
  ])('%s in iteration %d is %d', (epsilonSchedule, iteration, epsilon) => {
    expect(epsilonAt({ ...SETTINGS, epsilonSchedule }, iteration)).toBeCloseTo(epsilon, 12);
  });
});

describe('A run against an adversary', () => {
  const run = (settings: AdversarialSettings = { ...SETTINGS, warmupUpdates: 1 }) => {
    const environment = identityBoxEnvironment(4);
    const spec = { ...SPEC, observations: 1, head: { ...SPEC.head, actions: 1 } } as NetworkSpec;
    const backend = createNaiveBackend(spec);
    const adversary = createSaPpo(settings, backend, Uint8Array.of(1));
    const ppo = { ...SB3_DEFAULTS, totalTimesteps: 1_024, nSteps: 16, batchSize: 32, nEpochs: 2 };
    return createPpo({ settings: ppo, environment, backend, adversary });
  };

  test('reports under sa_ppo, and splits its rows', () => {
    const ppo = run();
    expect(ppo.iterate().metrics).toMatchObject({ 'sa_ppo/num_adversarial': 0, 'sa_ppo/epsilon': 0 });
    const { metrics } = ppo.iterate();
    expect(metrics).toMatchObject({ 'sa_ppo/num_adversarial': 64, 'sa_ppo/num_clean': 64, 'sa_ppo/epsilon': 0.3 });
    expect(metrics['sa_ppo/kl_divergence']).toBeGreaterThan(0);
    expect(metrics['sa_ppo/robust_kl_penalty']).toBeCloseTo(0.1 * (metrics['sa_ppo/kl_divergence'] ?? NaN), 12);
  });

  test('goes on bit-equal from what it saved', () => {
    const straight = run();
    straight.iterate();
    straight.iterate();
    const saved = straight.save();
    const resumed = run({ ...SETTINGS, warmupUpdates: 1, seed: 77 });
    resumed.load(saved);
    expect([resumed.iterate(), resumed.iterate()]).toEqual([straight.iterate(), straight.iterate()]);
  });
});

describe('An attack on an evaluation', () => {
  const attack: PerturbationSettings = { ...SETTINGS.perturbation, epsilon: 0.2, stepSize: 0.05, steps: 5 };
  const halfFree = Uint8Array.of(1, 1, 0, 0);

  test('of random noise and of maximal action difference stays in the ball and off the mask', () => {
    const backend = backendWithDraws();
    for (const disturb of [
      randomAttack(attack, halfFree, createRandom(1)),
      maximalActionDifference(backend, attack, halfFree, createRandom(1)),
    ]) {
      const clean = draws(ROWS * 4, 9);
      const seen = clean.slice();
      disturb(seen, ROWS);
      seen.forEach((x, i) => expect(Math.abs(x - (clean[i] ?? NaN))).toBeLessThan(i % 4 < 2 ? 0.2 + 1e-6 : 1e-12));
      expect(movedRows(clean, seen)).toHaveLength(ROWS);
    }
  });

  test('of maximal action difference changes what the policy does more than noise does', () => {
    const backend = backendWithDraws();
    const clean = draws(ROWS * 4, 9);
    const meansAt = (observations: Float32Array): Float32Array => {
      const outputs = { actor: new Float32Array(ROWS * 2), critic: new Float32Array(ROWS) };
      backend.forward(observations, ROWS, outputs);
      return outputs.actor;
    };
    const changeBy = (disturb: (observations: Float32Array, rows: number) => void): number => {
      const seen = clean.slice();
      disturb(seen, ROWS);
      const there = meansAt(seen);
      return meansAt(clean).reduce((sum, mean, i) => sum + (mean - (there[i] ?? NaN)) ** 2, 0);
    };
    const noise = changeBy(randomAttack(attack, ALL, createRandom(1)));
    expect(changeBy(maximalActionDifference(backend, attack, ALL, createRandom(1)))).toBeGreaterThan(2 * noise);
  });
});

describe('Settings out of their range', () => {
  test.each<[settings: Partial<AdversarialSettings>, sentence: string]>([
    [{ adversarialRatio: 1.5 }, 'adversarialRatio: is 1.5 (give a share from 0 to 1)'],
    [{ maxUpdates: 0 }, 'maxUpdates: is 0 (give an integer from 1)'],
    [{ perturbation: { ...SETTINGS.perturbation, epsilon: -1 } }, 'perturbation.epsilon: is -1 (give a number from 0)'],
    [{ perturbation: { ...SETTINGS.perturbation, steps: 0 } }, 'perturbation.steps: is 0 (give an integer from 1)'],
    [
      { perturbation: { ...SETTINGS.perturbation, clipMin: 2, clipMax: 1 } },
      'perturbation.clipMin: is 2 (give a number below clipMax, 1)',
    ],
    [{ attackPolicy: false, attackValue: false }, 'adversarialRatio: is 0.5, but neither attackPolicy nor attackValue'],
  ])('are refused: %j', (settings, sentence) => {
    expect(() => createSaPpo({ ...SETTINGS, ...settings }, backendWithDraws(), ALL)).toThrow(sentence);
  });
});
