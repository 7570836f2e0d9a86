// What a step in the market is worth to the learner.

import { WEIGHT_ONE } from '@tradingbot/domain';
import type { RewardSettings } from './market-settings.ts';

/** One step, from close to close; money in any unit. */
export interface MarketStep {
  worthBefore: number;
  worthAfter: number;
  closeBefore: number;
  closeAfter: number;
  /** Value traded. */
  traded: number;
  /** The weight that was asked for at the close before, in parts per billion. */
  asked: number;
  bankrupt: boolean;
}

/**
 * Writes the reward of a step, kept within ± `clip`, to `rewards[index]`; a result would be made anew for every step.
 * An account that is worth nothing any more has the least reward that there is.
 */
export function writeReward(settings: RewardSettings, step: MarketStep, rewards: Float32Array, index: number): void {
  const { kind, turnoverPenaltyCoef, turnoverCap, clip, bankruptcyPenalty } = settings;
  const { worthBefore, worthAfter, traded } = step;
  let reward: number;
  if (kind === 'signal_only') {
    reward = Math.log(step.closeAfter / step.closeBefore) * (step.asked / WEIGHT_ONE);
  } else {
    reward = worthAfter > 0 ? Math.log(worthAfter / worthBefore) : -Infinity;
    if (traded > 0) reward -= turnoverPenaltyCoef * Math.min(traded / worthBefore, turnoverCap);
  }
  if (step.bankrupt) reward -= bankruptcyPenalty;
  rewards[index] = Math.min(clip, Math.max(-clip, reward));
}
