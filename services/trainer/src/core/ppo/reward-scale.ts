// Rewards brought to a size that learning rates are made for: divided by the deviation of their discounted sum.
// As stable-baselines3's `VecNormalize`; "The 37 Implementation Details of PPO" (S. Huang et al. 2022), details on scaling.

import { addRows, copyMoments, runningMoments, type RunningMoments } from './running-moments.ts';

const EPSILON = 1e-8;

/** Plain data. */
export interface RewardScaleState {
  /** Discounted sum of each environment's rewards since its episode began. */
  readonly sums: Float64Array;
  readonly moments: RunningMoments;
}

export interface RewardScale {
  /** Learns from the rewards of one step of every environment, then scales them, in place. */
  scale(rewards: Float32Array, terminated: Uint8Array, truncated: Uint8Array): void;
  save(): RewardScaleState;
  load(state: RewardScaleState): void;
}

/** @param clip largest size of a scaled reward */
export function rewardScale(environments: number, gamma: number, clip: number): RewardScale {
  const sums = new Float64Array(environments);
  let moments = runningMoments(1);
  return {
    scale: (rewards, terminated, truncated) => {
      for (let i = 0; i < environments; i++) sums[i] = (sums[i] as number) * gamma + (rewards[i] as number);
      addRows(moments, sums, environments);
      const deviation = Math.sqrt((moments.variance[0] as number) + EPSILON);
      for (let i = 0; i < environments; i++) {
        rewards[i] = Math.min(Math.max((rewards[i] as number) / deviation, -clip), clip);
        if (terminated[i] === 1 || truncated[i] === 1) sums[i] = 0;
      }
    },
    save: () => ({ sums: sums.slice(), moments: copyMoments(moments) }),
    load: (state) => {
      sums.set(state.sums);
      moments = copyMoments(state.moments);
    },
  };
}
