// What an episode in a market is: the account, what an action means, what is rewarded, and how hard the venue makes it.

import type { ActionMap } from '@tradingbot/policy';

export interface MarketSettings {
  /** What an episode begins with, in last decimals of the account's currency. */
  readonly cash: number;
  /** A number in −1 … 1 becomes the weight (a + 1) ÷ 2; a choice becomes the weight that stands at its place. */
  readonly actions: ActionMap;
  readonly reward: RewardSettings;
  readonly episode: EpisodeSettings;
  readonly stress: StressSettings;
}

export interface RewardSettings {
  /**
   * `cost_aware`: ln(worth after ÷ worth before), from close to close, what trading costs inside, less the penalty.
   * `signal_only`: ln(close after ÷ close before) × the weight that was asked for; costs nothing.
   */
  readonly kind: 'cost_aware' | 'signal_only';
  /** × min(value traded ÷ worth before, `turnoverCap`) is taken from a cost-aware reward. */
  readonly turnoverPenaltyCoef: number;
  readonly turnoverCap: number;
  /** Rewards are kept within ± this. */
  readonly clip: number;
  /** Taken from the reward of the step that ends in bankruptcy. */
  readonly bankruptcyPenalty: number;
}

export interface EpisodeSettings {
  /** Steps of an episode; `null`: until the bars end. Where fewer bars are left it is shorter. */
  readonly bars: number | null;
  /** `random`: begins at a bar drawn anew each time. `first`: at the first bar, environment i in market i. */
  readonly start: 'random' | 'first';
  /** An episode is terminated when the account is worth less than this share of what it began with. */
  readonly bankruptcyShare: number;
}

/** How much worse the venue is than the terms say. Ones and zeros: as they say. */
export interface StressSettings {
  /** × the commission; regulatory fees stay. The result is rounded to parts per billion. */
  readonly feeMultiplier: number;
  /** × half the spread and slippage. */
  readonly slippageMultiplier: number;
  /** A target reaches risk so many bars late, and is judged there by what is held and worth then. */
  readonly latencyBars: number;
  /** With this probability a target is lost on its way; the next one may repeat it. */
  readonly dropProbability: number;
}

export const NO_STRESS: StressSettings = {
  feeMultiplier: 1,
  slippageMultiplier: 1,
  latencyBars: 0,
  dropProbability: 0,
};

export const DEFAULT_REWARD: RewardSettings = {
  kind: 'cost_aware',
  turnoverPenaltyCoef: 5e-4,
  turnoverCap: 1,
  clip: 10,
  bankruptcyPenalty: 10,
};

export const DEFAULT_EPISODE: EpisodeSettings = { bars: 2_048, start: 'random', bankruptcyShare: 0.1 };

/** The four weights that a discrete policy chooses from. */
export const DEFAULT_BINS: ActionMap = { kind: 'bins', weights: [0, 0.2, 0.6, 1] };
