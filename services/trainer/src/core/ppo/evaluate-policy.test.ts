// Evaluation plays whole episodes, as many of each copy of the environment, and leaves what it evaluates as it was.

import { describe, expect, test } from '@jest/globals';
import type { NetworkSpec } from '@tradingbot/policy';
import { createNaiveBackend } from '../../../testing/naive-backend.ts';
import type { StepResult, VectorEnvironment } from '../environment.ts';
import { cartPole } from '../environments/cart-pole.ts';
import { evaluatePolicy } from './evaluate-policy.ts';

const SPEC: NetworkSpec = {
  observations: 4,
  hidden: [4],
  activation: 'tanh',
  head: { kind: 'categorical', choices: 2 },
  critic: { kind: 'mean' },
};

/** Two copies: episodes of the first take 1 step, those of the second 5. */
function shortAndLong(): VectorEnvironment {
  const steps = [0, 0];
  return {
    ...cartPole(2),
    reset: (_seed, observations) => void observations.fill(0),
    step: (_actions, result: StepResult) => {
      [1, 5].forEach((length, i) => {
        const taken = ((steps[i] ?? 0) + 1) % length;
        steps[i] = taken;
        result.terminated[i] = taken === 0 ? 1 : 0;
        result.truncated[i] = 0;
        result.episodeReturns[i] = length;
        result.episodeLengths[i] = length;
      });
    },
  };
}

const plain = () => ({
  backend: createNaiveBackend(SPEC),
  normaliser: null,
  environment: cartPole(3),
  episodes: 5,
  deterministic: false,
  seed: 4,
});

describe('An evaluation', () => {
  test('does not favour episodes that end first', () => {
    const { lengths } = evaluatePolicy({ ...plain(), environment: shortAndLong(), episodes: 5 });
    expect([...lengths].sort()).toEqual([1, 1, 1, 5, 5]);
  });

  test('is decided by its seed', () => {
    expect(evaluatePolicy(plain())).toEqual(evaluatePolicy(plain()));
    expect(evaluatePolicy({ ...plain(), seed: 5 })).not.toEqual(evaluatePolicy(plain()));
  });

  test('sees through the normaliser, and then what the attack makes of it', () => {
    const shown: number[][] = [];
    const normaliser = {
      mean: Float64Array.of(0, 0, 0, 1),
      variance: new Float64Array(4).fill(1e-12),
      count: 1,
      clip: 3,
    };
    evaluatePolicy({
      ...plain(),
      environment: cartPole(1),
      normaliser,
      episodes: 1,
      disturb: (observations, rows) => shown.push([rows, observations[3] ?? NaN]),
    });
    expect(shown[0]).toEqual([1, -3]);
  });
});
