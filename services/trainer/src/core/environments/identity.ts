// The environment that asks to be told what it shows: the least that a learner must be able to do.
// As stable-baselines3's own tests have it (`IdentityEnv`, `IdentityEnvBox`).

import { nextFloat } from '@tradingbot/core';
import type { VectorEnvironment } from '../environment.ts';
import { episodes, RUNNING, TRUNCATED, type Ending } from './episode-driver.ts';

const EPISODE_LENGTH = 100;

/** Reward 1 when the choice is the one that the observation, a one-hot vector, names; truncated after 100 steps. */
export function identityEnvironment(count: number, choices = 2): VectorEnvironment {
  const state = { shown: new Int32Array(count), steps: new Int32Array(count) };
  const { shown, steps } = state;
  return episodes({
    name: 'identity',
    count,
    observations: choices,
    actionSpace: { kind: 'discrete', choices },
    state,
    begin(index, random) {
      steps[index] = 0;
      shown[index] = Math.floor(nextFloat(random) * choices);
    },
    act(index, actions, rewards, random) {
      rewards[index] = actions[index] === shown[index] ? 1 : 0;
      shown[index] = Math.floor(nextFloat(random) * choices);
      return countStep(steps, index);
    },
    observe(index, observations, at) {
      for (let i = 0; i < choices; i++) observations[at + i] = i === shown[index] ? 1 : 0;
    },
  });
}

/** Reward 1 when the action is within `tolerance` of the observation, a number in −1 … 1; truncated after 100 steps. */
export function identityBoxEnvironment(count: number, tolerance = 0.5): VectorEnvironment {
  const state = { shown: new Float64Array(count), steps: new Int32Array(count) };
  const { shown, steps } = state;
  return episodes({
    name: 'identity-box',
    count,
    observations: 1,
    actionSpace: { kind: 'box', actions: 1 },
    state,
    begin(index, random) {
      steps[index] = 0;
      shown[index] = 2 * nextFloat(random) - 1;
    },
    act(index, actions, rewards, random) {
      const action = Math.min(1, Math.max(-1, actions[index] as number));
      rewards[index] = Math.abs(action - (shown[index] as number)) <= tolerance ? 1 : 0;
      shown[index] = 2 * nextFloat(random) - 1;
      return countStep(steps, index);
    },
    observe(index, observations, at) {
      observations[at] = shown[index] as number;
    },
  });
}

function countStep(steps: Int32Array, index: number): Ending {
  const taken = (steps[index] as number) + 1;
  steps[index] = taken;
  return taken >= EPISODE_LENGTH ? TRUNCATED : RUNNING;
}
