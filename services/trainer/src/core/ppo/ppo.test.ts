// The loop of PPO: what its first minibatch must say, what a cut-off episode is worth, and that a seed decides everything.

import { describe, expect, test } from '@jest/globals';
import { layoutOf, type NetworkSpec } from '@tradingbot/policy';
import { createNaiveBackend } from '../../../testing/naive-backend.ts';
import type { Backend, Minibatch, UpdateSettings, UpdateStats } from '../backend.ts';
import type { StepResult, VectorEnvironment } from '../environment.ts';
import { cartPole } from '../environments/cart-pole.ts';
import { identityBoxEnvironment } from '../environments/identity.ts';
import { createSimdBackend } from '../simd/simd-backend.ts';
import { createPpo, type Ppo } from './ppo.ts';
import { SB3_DEFAULTS, type PpoSettings } from './settings.ts';
import { membersOf, stateOf } from './state-members.ts';

const specOf = (environment: VectorEnvironment, critic: NetworkSpec['critic'] = { kind: 'mean' }): NetworkSpec => ({
  observations: environment.observations,
  hidden: [8],
  activation: 'tanh',
  head:
    environment.actionSpace.kind === 'box'
      ? { kind: 'gaussian', actions: environment.actionSpace.actions, sigma: { kind: 'free' } }
      : { kind: 'categorical', choices: environment.actionSpace.choices },
  critic,
});

const SMALL: PpoSettings = { ...SB3_DEFAULTS, totalTimesteps: 1_024, nSteps: 32, batchSize: 24, nEpochs: 2, seed: 7 };

/** All that a run can keep: it must all be saved. */
const EVERYTHING: PpoSettings = {
  ...SMALL,
  learningRate: { kind: 'linear', from: 3e-3, to: 1e-4 },
  clipRangeVf: { kind: 'constant', value: 0.2 },
  entCoef: { kind: 'cosine', from: 0.01, to: 0 },
  targetKl: 0.08,
  klPenalty: { initial: 0.01, min: 1e-4, max: 1, kp: 0.5, ki: 0.05, kd: 0.1 },
  cvar: { alpha: 0.25, weight: 0.15, cap: 0.5 },
  normalizeObservations: { clip: 10 },
  normalizeRewards: { clip: 10 },
};

interface Seen {
  readonly batch: Minibatch;
  readonly settings: UpdateSettings;
  readonly stats: UpdateStats;
}

/** A backend that keeps what it was asked, and what it said. */
function watched(backend: Backend, seen: Seen[]): Backend {
  return {
    ...backend,
    update: (batch, settings) => {
      const stats = backend.update(batch, settings);
      seen.push({ batch: structuredClone(batch), settings, stats });
      return stats;
    },
  };
}

/** Every episode takes one step, is cut off, and has reward 1; its last observation is 5, the next one's first is 1. */
function alwaysCutOff(ending: 'terminated' | 'truncated'): VectorEnvironment {
  return {
    name: 'always cut off',
    count: 1,
    observations: 1,
    actionSpace: { kind: 'discrete', choices: 2 },
    reset: (_seed, observations) => void observations.fill(1),
    step: (_actions, result: StepResult) => {
      result.observations.fill(1);
      result.finalObservations.fill(5);
      result.rewards.fill(1);
      result[ending].fill(1);
      result.episodeReturns.fill(1);
      result.episodeLengths.fill(1);
    },
    save: () => null,
    load: () => undefined,
  };
}

function run(
  settings: PpoSettings,
  make: () => VectorEnvironment,
  seen: Seen[] = [],
  create: (spec: NetworkSpec) => Backend = createNaiveBackend,
): Ppo {
  const environment = make();
  const critic = settings.cvar === null ? ({ kind: 'mean' } as const) : ({ kind: 'quantiles', count: 4 } as const);
  return createPpo({ settings, environment, backend: watched(create(specOf(environment, critic)), seen) });
}

const MAKERS: readonly [name: string, make: () => VectorEnvironment][] = [
  ['choices', () => cartPole(3)],
  ['numbers', () => identityBoxEnvironment(3)],
];

describe('The first minibatch', () => {
  test.each(MAKERS)('finds the policy as it acted: ratio 1 and KL 0, over %s', (_name, make) => {
    const seen: Seen[] = [];
    run(SMALL, make, seen).iterate();
    const [first, second] = seen;
    expect(first?.stats.ratioDeviation).toBeLessThan(1e-6);
    expect(Math.abs(first?.stats.approxKl ?? NaN)).toBeLessThan(1e-9);
    expect(first?.stats.clipFraction).toBe(0);
    expect(second?.stats.ratioDeviation).toBeGreaterThan(1e-5);
  });
});

describe('The last step of an episode', () => {
  /** V of an observation, with the parameters that a run begins with. */
  function valueOf(observation: number): number {
    const ppo = run(SMALL, () => alwaysCutOff('truncated'));
    const { spec, parameters } = ppo.policy();
    const backend = createNaiveBackend(spec);
    backend.setParameters(parameters);
    const outputs = { actor: new Float32Array(2), critic: new Float32Array(1) };
    backend.forward(Float32Array.of(observation), 1, outputs);
    return outputs.critic[0] ?? NaN;
  }

  test('of an episode that was cut off is worth what the critic says of its last observation, discounted', () => {
    const seen: Seen[] = [];
    run(SMALL, () => alwaysCutOff('truncated'), seen).iterate();
    for (const value of seen[0]?.batch.returns ?? []) expect(value).toBeCloseTo(1 + 0.99 * valueOf(5), 5);
    expect(Math.abs(valueOf(5))).toBeGreaterThan(0.01);
  });

  test('of an episode that came to its end is worth its reward alone', () => {
    const seen: Seen[] = [];
    run(SMALL, () => alwaysCutOff('terminated'), seen).iterate();
    for (const value of seen[0]?.batch.returns ?? []) expect(value).toBeCloseTo(1, 6);
  });
});

describe('A run', () => {
  const iterations = (ppo: Ppo, count: number) => Array.from({ length: count }, () => ppo.iterate());

  test.each(MAKERS)('is decided by its seed, over %s', (_name, make) => {
    const [first, second, other] = [run(SMALL, make), run(SMALL, make), run({ ...SMALL, seed: 8 }, make)];
    expect(iterations(first, 3)).toEqual(iterations(second, 3));
    expect(first.save()).toEqual(second.save());
    iterations(other, 3);
    expect(other.policy().parameters).not.toEqual(first.policy().parameters);
  });

  describe.each([
    ['the oracle', createNaiveBackend],
    ['simd', createSimdBackend],
  ])('on the backend %s', (_backend, create) => {
    test.each(MAKERS)('goes on bit-equal from what it saved, through JSON and arrays, over %s', (_name, make) => {
      const straight = run(EVERYTHING, make, [], create);
      iterations(straight, 2);
      const { parameters, optimiser, normaliser, ...rest } = straight.save();
      const expected = iterations(straight, 2);

      const { values, arrays } = membersOf(rest);
      const resumed = run({ ...EVERYTHING, seed: 99 }, make, [], create);
      iterations(resumed, 1);
      const carried = { values: JSON.parse(JSON.stringify(values)), arrays };
      resumed.load(stateOf(carried, { parameters, optimiser, normaliser }));
      expect(iterations(resumed, 2)).toEqual(expected);
      expect(resumed.save()).toEqual(straight.save());
    });
  });

  test('is not moved by what is done with what it saved', () => {
    const ppo = run(EVERYTHING, () => cartPole(2));
    ppo.iterate();
    const [saved, kept] = [ppo.save(), structuredClone(ppo.save())];
    ppo.iterate();
    expect(saved).toEqual(kept);
  });

  test('refuses a state without one of its members in one sentence', () => {
    const { parameters, optimiser, normaliser, ...rest } = run(SMALL, () => cartPole(1)).save();
    const { values, arrays } = membersOf(rest);
    const { observations: _observations, ...without } = arrays;
    const kept = { parameters, optimiser, normaliser };
    expect(() => stateOf({ values, arrays: without }, kept)).toThrow(
      'training state observations: is missing or of another type (begin a new run)',
    );
    expect(() => stateOf({ values: { environment: null, adversary: null }, arrays }, kept)).toThrow(
      'training state random: is missing (begin a new run)',
    );
  });
});

describe('An iteration', () => {
  test('reports by the names of stable-baselines3', () => {
    const { step, iteration, metrics } = run(EVERYTHING, () => identityBoxEnvironment(4)).iterate();
    expect([step, iteration]).toEqual([128, 1]);
    expect(Object.keys(metrics).sort()).toEqual(
      [
        ['approx_kl', 'clip_fraction', 'clip_range', 'clip_range_vf', 'cvar', 'ent_coef', 'entropy_loss'],
        ['explained_variance', 'grad_norm', 'kl_penalty_coef', 'learning_rate', 'loss', 'n_updates'],
        ['policy_gradient_loss', 'std', 'value_loss'],
      ]
        .flat()
        .map((name) => `train/${name}`)
        .concat('time/iterations', 'time/total_timesteps')
        .sort(),
    );
    for (const value of Object.values(metrics)) expect(Number.isFinite(value)).toBe(true);
  });

  test('ends its epochs early beyond 1.5 times the target of the KL divergence', () => {
    const seen: Seen[] = [];
    const fast = { ...SMALL, nEpochs: 50, learningRate: { kind: 'constant', value: 0.05 } } as const;
    run({ ...fast, targetKl: 0.01 }, () => cartPole(3), seen).iterate();
    const divergences = seen.map(({ stats }) => stats.approxKl);
    expect(divergences.length).toBeLessThan(200);
    expect(divergences.at(-1)).toBeGreaterThan(0.015);
    expect(Math.max(...divergences.slice(0, -1))).toBeLessThanOrEqual(0.015);
  });

  test('takes its schedules from how far the run is once it has acted', () => {
    const seen: Seen[] = [];
    const settings = { ...SMALL, totalTimesteps: 64, learningRate: { kind: 'linear', from: 1, to: 0 } } as const;
    const ppo = run(settings, () => cartPole(1), seen);
    ppo.iterate();
    expect(seen[0]?.settings.learningRate).toBe(0.5);
  });

  test('sees normalised observations: mean 0 and deviation 1 once much has been seen', () => {
    const seen: Seen[] = [];
    const ppo = run(
      { ...SMALL, nSteps: 512, batchSize: 512, normalizeObservations: { clip: 10 } },
      () => cartPole(2),
      seen,
    );
    ppo.iterate();
    const spins = seen[0]?.batch.observations.filter((_, i) => i % 4 === 3) ?? [];
    const deviation = Math.sqrt([...spins].reduce((sum, spin) => sum + spin * spin, 0) / spins.length);
    expect(Math.abs(deviation - 1)).toBeLessThan(0.2);
    expect(ppo.policy().normaliser?.count).toBe(2 * 513);
  });
});

describe('Settings that contradict each other', () => {
  test.each<[settings: Partial<PpoSettings>, sentence: string]>([
    [{ klPenalty: EVERYTHING.klPenalty }, 'klPenalty: has no targetKl to steer towards (set targetKl, such as 0.02)'],
    [{ nSteps: 0 }, 'nSteps: is 0 (give an integer from 1)'],
    [{ batchSize: 1.5 }, 'batchSize: is 1.5 (give an integer from 1)'],
  ])('are refused: %j', (settings, sentence) => {
    expect(() => run({ ...SMALL, ...settings }, () => cartPole(1))).toThrow(sentence);
  });

  test('are refused: CVaR without quantiles', () => {
    const backend = createNaiveBackend(specOf(cartPole(1)));
    const settings = { ...SMALL, cvar: EVERYTHING.cvar };
    expect(() => createPpo({ settings, environment: cartPole(1), backend })).toThrow(
      'cvar: needs a critic of quantiles',
    );
  });
});

test('A backend is given the parameters of the seed, and an optimiser that has not moved', () => {
  const environment = cartPole(1);
  const backend = createNaiveBackend(specOf(environment));
  createPpo({ settings: SMALL, environment, backend });
  expect(backend.parameters()).toHaveLength(layoutOf(backend.spec).size);
  expect(backend.optimiser().step).toBe(0);
});
