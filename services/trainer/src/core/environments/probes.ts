// Five environments that each ask for one thing more than the one before: where a learner fails names the part at fault.
// After A. Jones, "Debugging RL, Without the Agonizing Pain" (2021).

import { nextFloat } from '@tradingbot/core';
import type { VectorEnvironment } from '../environment.ts';
import { episodes, RUNNING, TERMINATED, type EpisodeRules } from './episode-driver.ts';

/** What is asked of the learner, and what it should come to. */
export const PROBES = {
  /** One choice, always 0 to see, reward 1, over at once: the critic learns 1. */
  'constant-reward': constantReward,
  /** One choice; the reward is what is seen, 1 or −1: the critic learns the observation. */
  'observed-reward': observedReward,
  /** One choice; sees 0, then 1, and then has reward 1: the critic learns γ and 1. */
  'delayed-reward': delayedReward,
  /** Two choices, 0 to see; choice 1 has reward 1, choice 0 has −1: the policy learns choice 1. */
  'chosen-reward': chosenReward,
  /** Two choices; 1 or −1 to see; reward 1 when choice 1 meets 1 or choice 0 meets −1, else −1. */
  'chosen-and-observed-reward': chosenAndObservedReward,
} as const;

export type ProbeName = keyof typeof PROBES;

/** `count` environments of a probe. Every episode ends terminated. */
export const probeEnvironment = (name: ProbeName, count: number): VectorEnvironment =>
  episodes({ name, count, observations: 1, ...PROBES[name](count) });

type Probe = Pick<EpisodeRules, 'actionSpace' | 'state' | 'begin' | 'act' | 'observe'>;

const ONE_CHOICE = { kind: 'discrete', choices: 1 } as const;
const TWO_CHOICES = { kind: 'discrete', choices: 2 } as const;

function constantReward(): Probe {
  return {
    actionSpace: ONE_CHOICE,
    state: {},
    begin: () => {},
    act(index, _actions, rewards) {
      rewards[index] = 1;
      return TERMINATED;
    },
    observe: seeNothing,
  };
}

function observedReward(count: number): Probe {
  const sign = new Int8Array(count);
  return {
    actionSpace: ONE_CHOICE,
    state: { sign },
    begin: (index, random) => void (sign[index] = nextFloat(random) < 0.5 ? -1 : 1),
    act(index, _actions, rewards) {
      rewards[index] = sign[index] as number;
      return TERMINATED;
    },
    observe: (index, observations, at) => void (observations[at] = sign[index] as number),
  };
}

function delayedReward(count: number): Probe {
  const steps = new Int8Array(count);
  return {
    actionSpace: ONE_CHOICE,
    state: { steps },
    begin: (index) => void (steps[index] = 0),
    act(index, _actions, rewards) {
      const last = steps[index] === 1;
      rewards[index] = last ? 1 : 0;
      steps[index] = 1;
      return last ? TERMINATED : RUNNING;
    },
    observe: (index, observations, at) => void (observations[at] = steps[index] as number),
  };
}

function chosenReward(): Probe {
  return {
    actionSpace: TWO_CHOICES,
    state: {},
    begin: () => {},
    act(index, actions, rewards) {
      rewards[index] = actions[index] === 1 ? 1 : -1;
      return TERMINATED;
    },
    observe: seeNothing,
  };
}

function chosenAndObservedReward(count: number): Probe {
  const sign = new Int8Array(count);
  return {
    actionSpace: TWO_CHOICES,
    state: { sign },
    begin: (index, random) => void (sign[index] = nextFloat(random) < 0.5 ? -1 : 1),
    act(index, actions, rewards) {
      rewards[index] = (actions[index] === 1) === (sign[index] === 1) ? 1 : -1;
      return TERMINATED;
    },
    observe: (index, observations, at) => void (observations[at] = sign[index] as number),
  };
}

function seeNothing(_index: number, observations: Float32Array, at: number): void {
  observations[at] = 0;
}
