// What an iteration says of itself, by the names of stable-baselines3's log, so that its readers find their way.

import type { UpdateSettings } from '../backend.ts';
import type { Adversary } from './adversary.ts';
import { explainedVariance } from './explained-variance.ts';
import { episodeMeans, type RecentEpisodes } from './recent-episodes.ts';
import type { Rollout } from './rollout.ts';
import type { StatSums } from './stat-sums.ts';

export interface IterationReport {
  /** Steps of all environments together, since the run began. */
  readonly step: number;
  /** Counts from 1. */
  readonly iteration: number;
  /** Finite numbers by name; what has no value yet, such as the mean of no episode, is left out. */
  readonly metrics: Readonly<Record<string, number>>;
}

export interface Iteration {
  readonly step: number;
  readonly iteration: number;
  readonly epochs: number;
  readonly episodes: RecentEpisodes;
  readonly rollout: Rollout;
  readonly update: UpdateSettings;
  readonly sums: StatSums;
  /** Of a normal distribution's actions; none for choices. */
  readonly deviations: Float64Array;
  readonly adversary: Adversary | undefined;
}

export function reportOf(one: Iteration): IterationReport {
  const { step, iteration, epochs, episodes, rollout, update, sums, deviations, adversary } = one;
  const means = episodeMeans(episodes);
  const explained = explainedVariance(rollout.values, rollout.returns);
  return {
    step,
    iteration,
    metrics: {
      ...(means === null ? {} : { 'rollout/ep_rew_mean': means.episodeReturn, 'rollout/ep_len_mean': means.length }),
      'train/approx_kl': sums.lastEpoch.approxKl / sums.lastEpoch.updates,
      'train/clip_fraction': sums.clipFraction / sums.updates,
      'train/clip_range': update.clipRange,
      ...(update.clipRangeVf === null ? {} : { 'train/clip_range_vf': update.clipRangeVf }),
      ...(update.cvar === null ? {} : { 'train/cvar': sums.cvar / sums.updates }),
      'train/ent_coef': update.entCoef,
      // Negative, as the term stands in the loss.
      'train/entropy_loss': -sums.entropy / sums.updates,
      ...(explained === null ? {} : { 'train/explained_variance': explained }),
      'train/grad_norm': sums.gradNorm / sums.updates,
      'train/kl_penalty_coef': update.klCoef,
      'train/learning_rate': update.learningRate,
      'train/loss': sums.lastLoss,
      'train/n_updates': epochs,
      'train/policy_gradient_loss': sums.policyLoss / sums.updates,
      ...(deviations.length === 0 ? {} : { 'train/std': meanOf(deviations) }),
      'train/value_loss': sums.valueLoss / sums.updates,
      'time/iterations': iteration,
      'time/total_timesteps': step,
      ...adversary?.metrics(),
    },
  };
}

const meanOf = (numbers: Float64Array): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
