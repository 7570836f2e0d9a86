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

/** The reward of a step, within ± `clip`. An account that is worth nothing any more has the least reward there is. */
export function rewardOf(settings: RewardSettings, step: MarketStep): number {
  const { clip, bankruptcyPenalty } = settings;
  const earned = settings.kind === 'signal_only' ? signalReward(step) : costAwareReward(settings, step);
  const reward = step.bankrupt ? earned - bankruptcyPenalty : earned;
  return Math.min(clip, Math.max(-clip, reward));
}

const signalReward = ({ closeBefore, closeAfter, asked }: MarketStep): number =>
  Math.log(closeAfter / closeBefore) * (asked / WEIGHT_ONE);

function costAwareReward({ turnoverPenaltyCoef, turnoverCap }: RewardSettings, step: MarketStep): number {
  const { worthBefore, worthAfter, traded } = step;
  if (worthAfter <= 0) return -Infinity;
  const earned = Math.log(worthAfter / worthBefore);
  return traded === 0 ? earned : earned - turnoverPenaltyCoef * Math.min(traded / worthBefore, turnoverCap);
}
