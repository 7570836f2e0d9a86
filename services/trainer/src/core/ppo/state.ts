// Everything that a run of PPO is between two iterations: with the same settings it goes on bit-equal from here.

import type { Json } from '@tradingbot/contracts';
import type { NormaliserState } from '@tradingbot/policy';
import type { OptimiserState } from '../backend.ts';
import type { KlPenaltyState } from './kl-penalty.ts';
import type { RecentEpisodes } from './recent-episodes.ts';
import type { RewardScaleState } from './reward-scale.ts';

/** Plain data and typed arrays only. Settings are no part of it: a run may go on under others. */
export interface PpoState {
  /** As `layoutOf(spec)` places them. */
  readonly parameters: Float32Array;
  readonly optimiser: OptimiserState;
  /** `null` where observations are not normalised. */
  readonly normaliser: NormaliserState | null;
  /** `null` where rewards are not scaled. */
  readonly rewardScale: RewardScaleState | null;
  readonly klPenalty: KlPenaltyState | null;
  /** The generator's four words. */
  readonly random: readonly number[];
  /** Steps of all environments together. */
  readonly step: number;
  /** Rollouts learnt from. */
  readonly iteration: number;
  /** Epochs run, as stable-baselines3 counts `n_updates`. */
  readonly epochs: number;
  readonly episodes: RecentEpisodes;
  readonly environment: Json;
  /** Environments × numbers: what the network sees next. */
  readonly observations: Float32Array;
  readonly adversary: Json;
}
