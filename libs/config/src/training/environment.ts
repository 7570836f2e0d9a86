// The blocks of what a policy sees, does and is rewarded for: `features`, `actions`, `reward`, `env`, `policy`.

import { z } from 'zod';
import { block, flag, number, oneOf, positive, text, wholeNumber } from '../config-fields.ts';
import { FEATURES, TRAINER } from '../readers.ts';

const names = (what: string) =>
  z.array(text('expected the name of a feature'), { error: `expected a list of features ${what}` });

export const FeaturesSchema = block({
  include: names('to see').min(1, { error: 'expected at least one feature' }).optional().meta({
    description: 'The features that the policy sees (docs/features.md). Default: all that the data has columns for.',
  }),
  exclude: names('to leave out').default([]).meta({ description: 'Those that it does without.' }),
  max_warmup: wholeNumber(1, 1_000_000).optional().meta({
    unit: 'bars',
    description: 'Features that take more bars to begin are left out. Default: none is.',
  }),
}).meta({ reader: FEATURES });

export const ActionsSchema = block({
  kind: oneOf(['continuous', 'bins']).default('continuous').meta({
    description: 'The target weight of the next bar: any number from 0 to 1, or one of `bins`.',
  }),
  bins: z
    .array(number(0, 1), { error: 'expected a list of weights' })
    .min(2, { error: 'expected at least two weights' })
    .max(64, { error: 'expected at most 64 weights' })
    .refine((bins) => bins.every((bin, at) => at === 0 || bin > (bins[at - 1] as number)), {
      error: 'expected weights that rise',
    })
    .default([0, 0.2, 0.6, 1])
    .meta({ unit: 'share', description: 'Of equity: the weights of kind bins.' }),
}).meta({ reader: TRAINER });

export const RewardSchema = block({
  reward_signal_only: flag().default(false).meta({
    description: 'Whether the reward is the log return of what is held alone, or is net of what trading costs.',
  }),
  turnover_penalty_coef: number(0, 1000)
    .default(5e-4)
    .meta({ unit: 'weight', description: 'Of what is traded, as a share of equity; taken from the reward.' }),
  turnover_norm_cap: positive(1000)
    .default(1)
    .meta({ unit: 'share', description: 'No more turnover than this is counted in a step.' }),
  reward_cap: positive(1000).default(10).meta({ unit: 'log return', description: 'Rewards are kept within ± this.' }),
  bankruptcy_penalty: number(0, 1000)
    .default(10)
    .meta({ unit: 'log return', description: 'Taken from the reward of a step that ends in bankruptcy.' }),
}).meta({ reader: TRAINER });

export const EnvironmentSchema = block({
  n_envs: wholeNumber(1, 65_536)
    .default(4)
    .meta({ unit: 'environments', description: 'Environments that are stepped together.' }),
  episode_bars: wholeNumber(0, 1e9)
    .default(2048)
    .meta({ unit: 'bars', description: 'After so many an episode is cut off; 0 = at the end of the range.' }),
  episode_start: oneOf(['random', 'first'])
    .default('random')
    .meta({ description: 'Where an episode begins: at any bar of the range, or at its first.' }),
  bankruptcy_share: number(0, 1).default(0.1).meta({
    unit: 'share',
    description: 'An episode ends when the account is worth less than this share of its cash.',
  }),
  norm_obs: flag().default(true).meta({
    description: 'Whether observations have mean 0 and deviation 1, by what training has seen.',
  }),
  clip_obs: positive(1000).default(10).meta({ unit: 'deviations', description: 'What they are then kept within, ±.' }),
  norm_reward: flag().default(true).meta({
    description: 'Whether rewards are divided by the deviation of their discounted sum.',
  }),
  clip_reward: positive(1000).default(10).meta({ unit: 'deviations', description: 'What they are kept within, ±.' }),
}).meta({ reader: TRAINER });

export const PolicySchema = block({
  hidden: z
    .array(wholeNumber(1, 4096), { error: 'expected a list of whole numbers' })
    .min(1, { error: 'expected at least one layer' })
    .max(8, { error: 'expected at most 8 layers' })
    .default([64, 64])
    .meta({ unit: 'units', description: 'The hidden layers, of the actor and of the critic alike.' }),
  sigma_min: positive(100).optional().meta({
    unit: 'action',
    description: 'The least deviation of continuous actions; with sigma_max. Default: it is free.',
  }),
  sigma_max: positive(100).optional().meta({ unit: 'action', description: 'The largest; with sigma_min.' }),
})
  .superRefine(({ sigma_min, sigma_max }, context) => {
    const refuse = (key: string, message: string): void => context.addIssue({ code: 'custom', path: [key], message });
    if (sigma_min === undefined && sigma_max !== undefined) refuse('sigma_min', 'expected a number, with sigma_max');
    if (sigma_max === undefined && sigma_min !== undefined) refuse('sigma_max', 'expected a number, with sigma_min');
    if (sigma_min !== undefined && sigma_max !== undefined && sigma_min >= sigma_max)
      refuse('sigma_max', 'expected more than sigma_min');
  })
  .meta({ reader: TRAINER });
