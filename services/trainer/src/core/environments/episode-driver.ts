// Several episodes stepped together: begins each anew when it has ended, and keeps its luck, its return and its length.
// What happens within an episode is the business of its rules; the driver is the same for every environment.

import type { Json } from '@tradingbot/contracts';
import { createRandom, nextFloat, restoreState, saveState, type Random } from '@tradingbot/core';
import type { ActionSpace, StepResult, VectorEnvironment } from '../environment.ts';

/** The episode goes on. */
export const RUNNING = 0;
/** It ended in a state without a future. */
export const TERMINATED = 1;
/** It was cut off. */
export const TRUNCATED = 2;
export type Ending = typeof RUNNING | typeof TERMINATED | typeof TRUNCATED;

/** What happens within the episodes of `count` environments. Luck comes from the generator that is handed in. */
export interface EpisodeRules {
  readonly name: string;
  readonly count: number;
  /** Numbers in an observation. */
  readonly observations: number;
  readonly actionSpace: ActionSpace;
  /** All that changes, as plain data and typed arrays: it is saved with the environment. */
  readonly state: object;
  /** Begins an episode of environment `index`. */
  begin(index: number, random: Random): void;
  /** Takes the action of environment `index`, and writes the reward to its place in `rewards`. */
  act(index: number, actions: Float32Array, rewards: Float32Array, random: Random): Ending;
  /** Writes the observation of environment `index` from place `at` on. */
  observe(index: number, observations: Float32Array, at: number): void;
}

interface DriverState {
  readonly rules: object;
  readonly randoms: readonly Random[];
  readonly returns: Float64Array;
  readonly lengths: Float64Array;
}

/** The environment that these rules make. `reset` or `load` comes before the first `step`. */
export function episodes(rules: EpisodeRules): VectorEnvironment {
  const { name, count, observations: width, actionSpace } = rules;
  const state: DriverState = {
    rules: rules.state,
    randoms: Array.from({ length: count }, () => createRandom(0)),
    returns: new Float64Array(count),
    lengths: new Float64Array(count),
  };
  const { randoms, returns, lengths } = state;
  return {
    name,
    count,
    observations: width,
    actionSpace,
    reset(seed, observations) {
      seedAll(randoms, seed);
      returns.fill(0);
      lengths.fill(0);
      for (let i = 0; i < count; i++) {
        rules.begin(i, randoms[i] as Random);
        rules.observe(i, observations, i * width);
      }
    },
    step(actions, result) {
      const { observations, rewards, terminated, truncated } = result;
      for (let i = 0; i < count; i++) {
        const random = randoms[i] as Random;
        const ending = rules.act(i, actions, rewards, random);
        returns[i] = (returns[i] as number) + (rewards[i] as number);
        lengths[i] = (lengths[i] as number) + 1;
        terminated[i] = ending === TERMINATED ? 1 : 0;
        truncated[i] = ending === TRUNCATED ? 1 : 0;
        if (ending !== RUNNING) {
          endEpisode(rules, state, i, result);
          rules.begin(i, random);
        }
        rules.observe(i, observations, i * width);
      }
    },
    save: (): Json => saveState(state),
    load: (saved) => restoreState(state, saved),
  };
}

function endEpisode(rules: EpisodeRules, { returns, lengths }: DriverState, index: number, result: StepResult): void {
  rules.observe(index, result.finalObservations, index * rules.observations);
  result.episodeReturns[index] = returns[index] as number;
  result.episodeLengths[index] = lengths[index] as number;
  returns[index] = 0;
  lengths[index] = 0;
}

/** Each environment has a generator of its own, so that what befalls one does not hang on how many there are. */
function seedAll(randoms: readonly Random[], seed: number): void {
  const root = createRandom(seed);
  for (const random of randoms) Object.assign(random, createRandom(Math.floor(nextFloat(root) * 2 ** 53)));
}
