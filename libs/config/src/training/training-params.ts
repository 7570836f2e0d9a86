// The block `model`: what the algorithm is told. Names as the original platform and stable-baselines3 have them.

import type { z } from 'zod';
import { block, flag, number, oneOf, positive, wholeNumber } from '../config-fields.ts';
import { TRAINER } from '../readers.ts';

const KlPenaltySchema = block({
  init: number(0, 1000).default(0.01).meta({ unit: 'weight', description: 'The weight of the penalty at first.' }),
  min: number(0, 1000).default(1e-4).meta({ unit: 'weight', description: 'The least weight.' }),
  max: number(0, 1000).default(1).meta({ unit: 'weight', description: 'The largest weight.' }),
  kp: number(0, 1000).default(0.5).meta({ unit: 'gain', description: 'Of how far the divergence is from target_kl.' }),
  ki: number(0, 1000).default(0.05).meta({ unit: 'gain', description: 'Of the sum of what it was off.' }),
  kd: number(0, 1000).default(0.1).meta({ unit: 'gain', description: 'Of the change of what it is off.' }),
}).superRefine(({ min, max }, context) => {
  if (min > max) context.addIssue({ code: 'custom', path: ['max'], message: 'expected min or more' });
});

export const TrainingParamsSchema = block({
  total_timesteps: wholeNumber(1, 1e12)
    .default(1_000_000)
    .meta({ unit: 'steps', description: 'Steps of the environment in all, rounded up to whole rollouts.' }),
  n_steps: wholeNumber(1, 1_000_000)
    .default(2048)
    .meta({ unit: 'steps', description: 'Steps of each environment in one rollout.' }),
  batch_size: wholeNumber(1, 10_000_000)
    .default(64)
    .meta({ unit: 'steps', description: 'Steps in one minibatch. A rollout is made of whole minibatches.' }),
  n_epochs: wholeNumber(1, 1000).default(4).meta({ unit: 'passes', description: 'Passes over each rollout.' }),
  learning_rate: positive(1).default(1e-4).meta({ unit: 'rate', description: 'The step size of Adam, at first.' }),
  lr_min: number(0, 1).optional().meta({
    unit: 'rate',
    description: 'The step size at the end, to which it goes by lr_schedule. Default: it stays what it is.',
  }),
  lr_schedule: oneOf(['linear', 'cosine'])
    .default('linear')
    .meta({ description: 'The way from learning_rate to lr_min.' }),
  gamma: number(0, 1)
    .default(0.99)
    .meta({ unit: 'factor', description: 'What a reward of the next step counts, against one of this step.' }),
  gae_lambda: number(0, 1).default(0.95).meta({
    unit: 'factor',
    description: 'Of generalised advantage estimation: 0 trusts the critic alone, 1 the rewards alone.',
  }),
  clip_range: positive(100)
    .default(0.2)
    .meta({ unit: 'ratio', description: 'How far the ratio of probabilities may move from 1 and still be rewarded.' }),
  clip_range_vf: positive(1000).optional().meta({
    unit: 'value',
    description: 'How far the critic may move in one update and still be rewarded. Default: as far as it goes.',
  }),
  ent_coef: number(0, 100)
    .default(0.001)
    .meta({ unit: 'weight', description: 'The weight of the entropy of the actions, at first.' }),
  ent_coef_final: number(0, 100)
    .optional()
    .meta({ unit: 'weight', description: 'The same at the end, reached in a straight line. Default: it stays.' }),
  vf_coef: number(0, 1000).default(0.5).meta({ unit: 'weight', description: "The weight of the critic's loss." }),
  max_grad_norm: positive(1e9)
    .default(0.5)
    .meta({ unit: 'l2', description: 'The gradient of an update is shortened to this length.' }),
  normalize_advantage: flag()
    .default(true)
    .meta({ description: 'Whether advantages have mean 0 and deviation 1 within each minibatch.' }),
  target_kl: positive(1000).optional().meta({
    unit: 'nats',
    description: 'The passes over a rollout end early where the policy has moved by 1.5 times this. Default: never.',
  }),
  kl_penalty: KlPenaltySchema.optional().meta({
    description: 'A penalty on moving, whose weight is steered towards target_kl. Default: none.',
  }),
  num_quantiles: wholeNumber(0, 1024).default(0).meta({
    unit: 'quantiles',
    description: 'The critic says the distribution of the return by so many quantiles; 0 = its mean alone.',
  }),
  cvar_weight: number(0, 1000)
    .default(0)
    .meta({ unit: 'weight', description: 'Of the mean of the worst returns, as the critic sees them; 0 = off.' }),
  cvar_alpha: positive(1)
    .default(0.05)
    .meta({ unit: 'share', description: 'How much of the distribution is the worst.' }),
  cvar_cap: positive(1e6).default(0.5).meta({ unit: 'return', description: 'What that mean is kept within, ±.' }),
  adam_eps: positive(1)
    .default(1e-5)
    .meta({ unit: 'number', description: 'What Adam adds to the root of the mean square of gradients.' }),
}).superRefine((params, context) => {
  const refuse = (key: string, message: string): void => context.addIssue({ code: 'custom', path: [key], message });
  if (params.kl_penalty !== undefined && params.target_kl === undefined)
    refuse('target_kl', 'expected a number above 0, because kl_penalty is steered towards it');
  if (params.cvar_weight > 0 && params.num_quantiles === 0)
    refuse('num_quantiles', 'expected more than 0, because cvar_weight needs a distribution');
});

export const ModelSchema = block({
  algo: oneOf(['ppo'])
    .default('ppo')
    .meta({ description: 'Proximal policy optimisation (Schulman et al. 2017). With `adversarial` it is SA-PPO.' }),
  params: TrainingParamsSchema.prefault({}).meta({ description: 'What the algorithm is told.' }),
}).meta({ reader: TRAINER });

export type TrainingParams = z.output<typeof TrainingParamsSchema>;
