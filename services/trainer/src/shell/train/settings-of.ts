// From the configuration to what each part is told: the algorithm, the network, the market, the adversary.

import type { TrainConfig } from '@tradingbot/config';
import { parseDecimal } from '@tradingbot/domain';
import type { ActionMap, NetworkSpec } from '@tradingbot/policy';
import {
  NO_STRESS,
  type AdversarialSettings,
  type Hyperparameters,
  type MarketSettings,
  type PopulationSettings,
  type PpoSettings,
  type Schedule,
  type StressSettings,
  type Varied,
} from '../../core/index.ts';

/** Of one learner: its luck, and where a population varies it the values of its own. */
export interface Variation {
  readonly seed: number;
  /** By the names of `pbt.hyperparams`. */
  readonly values: Hyperparameters;
}

const constant = (value: number): Schedule => ({ kind: 'constant', value });

export function ppoSettingsOf(config: TrainConfig, { seed, values }: Variation): PpoSettings {
  const { env } = config;
  const params = { ...config.model.params, ...values };
  return {
    totalTimesteps: params.total_timesteps,
    nSteps: params.n_steps,
    batchSize: params.batch_size,
    nEpochs: params.n_epochs,
    learningRate:
      params.lr_min === undefined
        ? constant(params.learning_rate)
        : { kind: params.lr_schedule, from: params.learning_rate, to: params.lr_min },
    gamma: params.gamma,
    gaeLambda: params.gae_lambda,
    clipRange: constant(params.clip_range),
    clipRangeVf: params.clip_range_vf === undefined ? null : constant(params.clip_range_vf),
    normalizeAdvantage: params.normalize_advantage,
    entCoef:
      params.ent_coef_final === undefined
        ? constant(params.ent_coef)
        : { kind: 'linear', from: params.ent_coef, to: params.ent_coef_final },
    vfCoef: params.vf_coef,
    maxGradNorm: params.max_grad_norm,
    targetKl: params.target_kl ?? null,
    klPenalty: klPenaltyOf(config),
    cvar:
      params.cvar_weight === 0 ? null : { alpha: params.cvar_alpha, weight: params.cvar_weight, cap: params.cvar_cap },
    adamEps: params.adam_eps,
    normalizeObservations: env.norm_obs ? { clip: env.clip_obs } : null,
    normalizeRewards: env.norm_reward ? { clip: env.clip_reward } : null,
    seed,
  };
}

function klPenaltyOf({ model }: TrainConfig): PpoSettings['klPenalty'] {
  if (model.params.kl_penalty === undefined) return null;
  const { init, ...rest } = model.params.kl_penalty;
  return { initial: init, ...rest };
}

export const actionMapOf = ({ actions }: TrainConfig): ActionMap =>
  actions.kind === 'continuous' ? { kind: 'continuous' } : { kind: 'bins', weights: actions.bins };

/** @param observations numbers in an observation */
export function networkOf({ policy, actions, model }: TrainConfig, observations: number): NetworkSpec {
  const { hidden, sigma_min: min, sigma_max: max } = policy;
  const { num_quantiles: count } = model.params;
  return {
    observations,
    hidden,
    activation: 'tanh',
    head:
      actions.kind === 'bins'
        ? { kind: 'categorical', choices: actions.bins.length }
        : {
            kind: 'gaussian',
            actions: 1,
            sigma: min === undefined || max === undefined ? { kind: 'free' } : { kind: 'bounded', min, max },
          },
    critic: count === 0 ? { kind: 'mean' } : { kind: 'quantiles', count },
  };
}

export function marketSettingsOf(config: TrainConfig, moneyScale: number): MarketSettings {
  const { reward, env, portfolio } = config;
  return {
    cash: Number(parseDecimal(portfolio.cash, moneyScale)),
    actions: actionMapOf(config),
    reward: {
      kind: reward.reward_signal_only ? 'signal_only' : 'cost_aware',
      turnoverPenaltyCoef: reward.turnover_penalty_coef,
      turnoverCap: reward.turnover_norm_cap,
      clip: reward.reward_cap,
      bankruptcyPenalty: reward.bankruptcy_penalty,
    },
    episode: {
      bars: env.episode_bars === 0 ? null : env.episode_bars,
      start: env.episode_start,
      bankruptcyShare: env.bankruptcy_share,
    },
    stress: stressOf(config) ?? NO_STRESS,
  };
}

/** How much worse orders fare while it learns; `null` where they fare as the costs say. */
export function stressOf({ adversarial }: TrainConfig): StressSettings | null {
  if (adversarial?.enabled !== true) return null;
  const { fee_multiplier, slippage_multiplier, latency_bars, drop_probability } = adversarial.execution;
  const isPlain = fee_multiplier === 1 && slippage_multiplier === 1 && latency_bars === 0 && drop_probability === 0;
  if (isPlain) return null;
  return {
    feeMultiplier: fee_multiplier,
    slippageMultiplier: slippage_multiplier,
    latencyBars: latency_bars,
    dropProbability: drop_probability,
  };
}

/** The same account on a range from its first bar to its last: what a policy is judged by. */
export const judgedSettings = (settings: MarketSettings, stress: StressSettings): MarketSettings => ({
  ...settings,
  episode: { ...settings.episode, bars: null, start: 'first' },
  stress,
});

/** `null` where there is no adversary. */
export function adversarialSettingsOf(config: TrainConfig, { seed, values }: Variation): AdversarialSettings | null {
  const { adversarial, model, env } = config;
  if (adversarial?.enabled !== true) return null;
  const { perturbation } = adversarial;
  const updates = Math.ceil(model.params.total_timesteps / (model.params.n_steps * env.n_envs));
  return {
    perturbation: {
      epsilon: values['adversarial.perturbation.epsilon'] ?? perturbation.epsilon,
      norm: perturbation.norm_type,
      method: perturbation.attack_method,
      steps: perturbation.attack_steps,
      stepSize: perturbation.attack_lr,
      randomStart: perturbation.random_init,
      clipMin: perturbation.clip_min ?? null,
      clipMax: perturbation.clip_max ?? null,
    },
    adversarialRatio: adversarial.adversarial_ratio,
    robustKlCoef: values['adversarial.robust_kl_coef'] ?? adversarial.robust_kl_coef,
    warmupUpdates: adversarial.warmup_updates,
    attackPolicy: adversarial.attack_policy,
    attackValue: adversarial.attack_value,
    epsilonSchedule: adversarial.epsilon_schedule,
    epsilonFinal: adversarial.epsilon_final,
    maxUpdates: adversarial.max_updates ?? Math.max(1, updates - adversarial.warmup_updates),
    seed,
  };
}

/** `null` where one policy is trained. */
export function populationSettingsOf({ pbt, seed }: TrainConfig): PopulationSettings | null {
  if (pbt?.enabled !== true) return null;
  return {
    size: pbt.population_size,
    exploit: pbt.exploit_method,
    truncationRatio: pbt.truncation_ratio,
    explore: pbt.explore_method,
    mode: pbt.metric_mode,
    readyShare: pbt.ready_percentage,
    leastReady: pbt.min_ready_members,
    mostWait: pbt.ready_check_max_wait,
    varied: pbt.hyperparams.map(variedOf),
    seed,
  };
}

const WHOLE = new Set(['n_epochs', 'batch_size']);

function variedOf(one: NonNullable<TrainConfig['pbt']>['hyperparams'][number]): Varied {
  const { name, min_value: min, max_value: max, values, perturbation_factor, resample_probability } = one;
  return {
    name,
    range:
      values === undefined && min !== undefined && max !== undefined
        ? { kind: 'between', min, max, isLog: one.is_log_scale, isWhole: WHOLE.has(name) }
        : { kind: 'values', values: values ?? [] },
    perturbationFactor: perturbation_factor,
    resampleProbability: resample_probability,
  };
}
