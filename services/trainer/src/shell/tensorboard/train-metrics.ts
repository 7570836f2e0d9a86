// What is said of learning: the terms of the loss, how far the policy moved, and what the settings were just then.

import type { MetricGroup } from './metric.ts';

/** What the objective of PPO is made of. */
const LOSSES = [
  {
    tag: 'train/policy_gradient_loss',
    meaning: 'The clipped objective of the actor, with the sign of a loss.',
    formula: 'mean of −min(ρA, clip(ρ, 1 ± clip_range)·A), ρ = π_new(a|s) ÷ π_old(a|s), A the normalised advantage',
    unit: 'none',
    good: 'A little below 0. Its size says little: it begins at 0 in every update.',
  },
  {
    tag: 'train/value_loss',
    meaning: 'How wrong the critic is, without vf_coef.',
    formula:
      'critic of a mean: mean of (V − R)²; of quantiles: mean quantile Huber loss with κ = 1. With clip_range_vf the critic is clipped, of quantiles the larger of both counts.',
    unit: 'reward squared, after rewards are normalised',
    good: 'Falls, then rises with the size of what is earned. Compare with train/explained_variance.',
  },
  {
    tag: 'train/entropy_loss',
    meaning: 'How much chance is left in the policy, with the sign of a loss and without ent_coef.',
    formula: '−mean H(π): Σ (½ + ½ ln 2π + ln σ) of normal distributions, −Σ p ln p of choices',
    unit: 'nats',
    good: 'Rises slowly as the policy makes up its mind. At once: it stopped exploring; raise ent_coef.',
  },
  {
    tag: 'train/loss',
    meaning: 'All terms of the loss together, of the minibatch that came last.',
    formula:
      'policy + ent_coef·entropy_loss + vf_coef·value_loss + kl_penalty_coef·mean(log π_old − log π_new) + the robust and the CVaR term where they are on',
    unit: 'none',
    good: 'Neither: it need not fall in reinforcement learning.',
  },
  {
    tag: 'train/cvar',
    meaning: 'What the critic expects of the worst outcomes; with a critic of quantiles and `cvar` alone.',
    formula: 'mean of Σ wᵢ qᵢ, wᵢ = clamp(αn − i, 0, 1) ÷ αn over n quantiles from the lowest',
    unit: 'as the returns, after rewards are normalised',
    good: 'Rises towards the mean: bad outcomes become less bad.',
  },
] as const;

/** How far an update went. */
const STEPS = [
  {
    tag: 'train/approx_kl',
    meaning: 'How far the update moved the policy.',
    formula: 'mean of (ρ − 1) − ln ρ over the epoch that was run last (J. Schulman, "Approximating KL Divergence")',
    unit: 'nats',
    good: 'About 0.003 to 0.03; below 0.1. Higher: lower learning_rate or n_epochs, or set target_kl.',
  },
  {
    tag: 'train/clip_fraction',
    meaning: 'How many rows had moved beyond where the objective is flat.',
    formula: 'share of rows with |ρ − 1| > clip_range, mean over all minibatches',
    unit: 'share',
    good: 'About 0.02 to 0.2. At 0 the steps are too small; above 0.3 too large.',
  },
  {
    tag: 'train/explained_variance',
    meaning: 'How much of the returns the critic foresaw.',
    formula: '1 − Var(R − V) ÷ Var(R) over the rollout; absent where all returns are equal',
    unit: 'share; may be below 0',
    good: 'Rises towards 1. About 0: the critic says no more than a mean; below 0: worse than that.',
  },
  {
    tag: 'train/grad_norm',
    meaning: 'How steep the loss was.',
    formula: 'l2 norm over all parameters before it is clipped to max_grad_norm, mean over the minibatches',
    unit: 'none',
    good: 'Even. Always far above max_grad_norm: the step is only a direction; rising: training comes apart.',
  },
  {
    tag: 'train/std',
    meaning: 'How widely actions are drawn; of normal distributions alone.',
    formula: 'mean of σ over the actions, after the update',
    unit: "the action's, from −1 to 1",
    good: 'Falls slowly. At its lower bound the policy has settled.',
  },
] as const;

/** What the settings were in this update. */
const SETTINGS = [
  {
    tag: 'train/learning_rate',
    meaning: 'The size of a step of Adam.',
    formula: 'its schedule at the share of total_timesteps that is done',
    unit: 'none',
    good: 'Neither: as it was set.',
  },
  {
    tag: 'train/clip_range',
    meaning: 'How far a ratio may move before the objective is flat.',
    formula: 'its schedule',
    unit: 'share',
    good: 'Neither: as it was set.',
  },
  {
    tag: 'train/clip_range_vf',
    meaning: 'How far the critic may move in an update; where that is set.',
    formula: 'its schedule',
    unit: 'as the returns, after rewards are normalised',
    good: 'Neither: as it was set.',
  },
  {
    tag: 'train/ent_coef',
    meaning: 'How much chance is worth.',
    formula: 'its schedule',
    unit: 'none',
    good: 'Neither: as it was set.',
  },
  {
    tag: 'train/kl_penalty_coef',
    meaning: 'What moving the policy costs; 0 where the penalty is off.',
    formula:
      'clamp(initial + kp·e + ki·Σe + kd·Δe, min, max), e = approx_kl − target_kl of the updates before (a PID rule)',
    unit: 'none',
    good: 'Settles. At its upper bound the steps are too large for it.',
  },
  {
    tag: 'train/n_updates',
    meaning: 'How often it went over a rollout.',
    formula: 'count of epochs so far, as stable-baselines3 counts; an epoch that ended early counts',
    unit: 'epochs',
    good: 'Rises by n_epochs; by less where target_kl ended an update early.',
  },
] as const;

export const TRAIN_METRICS: MetricGroup = {
  name: 'train',
  about: 'Written after each update. Means over all its minibatches, where nothing else is said.',
  metrics: [...LOSSES, ...STEPS, ...SETTINGS],
};
