// The block `pbt`: several policies learn side by side, and the worse ones go on from the better ones.

import { z } from 'zod';
import { block, flag, number, oneOf, positive, text, wholeNumber } from '../config-fields.ts';
import { TRAINER } from '../readers.ts';
import { AdversarialSchema, PerturbationSchema } from './adversarial.ts';
import { TrainingParamsSchema } from './training-params.ts';

/** What a population may vary. Bare names are keys of model.params. */
export const VARIED_NAMES = [
  'learning_rate',
  'clip_range',
  'ent_coef',
  'vf_coef',
  'gamma',
  'gae_lambda',
  'max_grad_norm',
  'n_epochs',
  'batch_size',
  'cvar_weight',
  'adversarial.perturbation.epsilon',
  'adversarial.robust_kl_coef',
] as const;

const FOLDER_EXPECTED = 'expected a folder inside that of the run';

/** What a value of each may be: what the key itself may be. */
const VALUES = {
  ...TrainingParamsSchema.shape,
  'adversarial.perturbation.epsilon': PerturbationSchema.shape.epsilon,
  'adversarial.robust_kl_coef': AdversarialSchema.shape.robust_kl_coef,
} satisfies Record<(typeof VARIED_NAMES)[number], z.ZodType>;

const VariedSchema = block({
  name: oneOf(VARIED_NAMES).meta({ description: 'What is varied: a key of model.params, or one of `adversarial`.' }),
  min_value: number(-Infinity, Infinity).optional().meta({ unit: "the key's", description: 'The least value.' }),
  max_value: number(-Infinity, Infinity).optional().meta({ unit: "the key's", description: 'The largest value.' }),
  values: z
    .array(z.number({ error: 'expected a number' }), { error: 'expected a list of numbers' })
    .min(1, { error: 'expected at least one value' })
    .optional()
    .meta({ unit: "the key's", description: 'The values in order, in place of min_value and max_value.' }),
  perturbation_factor: positive(1000)
    .default(1.2)
    .meta({ unit: 'times', description: 'A change is times this or divided by it, as a coin falls.' }),
  resample_probability: number(0, 1)
    .default(0.25)
    .meta({ unit: 'probability', description: 'Of explore_method both: how often it is drawn anew.' }),
  is_log_scale: flag().default(false).meta({ description: 'Whether it is drawn evenly over its logarithm.' }),
}).superRefine(({ name, min_value, max_value, values, is_log_scale }, context) => {
  const refuse = (key: string | readonly PropertyKey[], message: string): void =>
    context.addIssue({ code: 'custom', path: [key].flat(), message });
  const demand = (path: readonly PropertyKey[], value: number | undefined): void => {
    const issue = value === undefined ? undefined : VALUES[name].safeParse(value).error?.issues[0];
    if (issue !== undefined) refuse(path, issue.message);
  };
  demand(['min_value'], min_value);
  demand(['max_value'], max_value);
  values?.forEach((value, at) => demand(['values', at], value));
  if (values !== undefined) {
    if (min_value !== undefined) refuse('min_value', 'expected nothing here, because values is given');
    if (max_value !== undefined) refuse('max_value', 'expected nothing here, because values is given');
    return;
  }
  if (min_value === undefined) return refuse('min_value', 'expected a number, or a list under values');
  if (max_value === undefined) return refuse('max_value', 'expected a number, or a list under values');
  if (min_value > max_value) refuse('max_value', 'expected min_value or more');
  if (is_log_scale && min_value <= 0) refuse('min_value', 'expected a number above 0, because is_log_scale is true');
});

export const PopulationSchema = block({
  enabled: flag().default(true).meta({ description: 'Whether a population is trained, and not one policy.' }),
  population_size: wholeNumber(2, 1000).default(10).meta({ unit: 'members', description: 'How many learn at once.' }),
  perturbation_interval: wholeNumber(1, 1_000_000)
    .default(5)
    .meta({ unit: 'updates', description: 'After so many rollouts of every member a generation is over.' }),
  exploit_method: oneOf(['truncation', 'binary_tournament']).default('truncation').meta({
    description:
      'Who goes on from whom: truncation, the worst from one of the best; binary_tournament, each from a rival that is better.',
  }),
  truncation_ratio: positive(0.5)
    .default(0.2)
    .meta({ unit: 'share', description: 'Of truncation: how many are the worst, and how many the best.' }),
  explore_method: oneOf(['perturb', 'resample', 'both']).default('perturb').meta({
    description: 'How what was taken over is varied: by a factor, drawn anew, or one of both.',
  }),
  metric_name: oneOf(['pnl', 'mean_reward', 'sharpe', 'sortino', 'total_return']).default('pnl').meta({
    description: 'What members are compared by: on the validation range, but for mean_reward, that of their episodes.',
  }),
  metric_mode: oneOf(['max', 'min']).default('max').meta({ description: 'Whether more of it is better, or less.' }),
  ready_percentage: number(0, 1).default(0.8).meta({
    unit: 'share',
    description: 'Of the members: how many must have a metric that exists before any goes on from another.',
  }),
  min_ready_members: wholeNumber(2, 1000)
    .default(2)
    .meta({ unit: 'members', description: 'The same as a number, at least.' }),
  ready_check_max_wait: wholeNumber(0, 1_000_000)
    .default(10)
    .meta({ unit: 'generations', description: 'After so many without it, those that have one are compared anyway.' }),
  optimizer_exploit_strategy: oneOf(['reset', 'copy']).default('reset').meta({
    description: "Whether who goes on from another begins with an empty optimiser or with the other's.",
  }),
  checkpoint_dir: text(FOLDER_EXPECTED)
    .refine((path) => !/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(path), { error: FOLDER_EXPECTED })
    .default('pbt_checkpoints')
    .meta({ description: 'The folder of members inside the folder of the run.' }),
  hyperparams: z
    .array(VariedSchema, { error: 'expected a list of what is varied' })
    .min(1, { error: 'expected at least one entry' })
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, {
      error: 'expected each name once',
    })
    .default([
      {
        name: 'learning_rate',
        min_value: 1e-5,
        max_value: 1e-3,
        perturbation_factor: 1.2,
        resample_probability: 0.25,
        is_log_scale: true,
      },
    ])
    .meta({ description: 'What is varied, and within which bounds.' }),
})
  .superRefine(({ population_size, min_ready_members }, context) => {
    if (min_ready_members <= population_size) return;
    context.addIssue({ code: 'custom', path: ['min_ready_members'], message: 'expected at most population_size' });
  })
  .meta({ reader: TRAINER });

export type PopulationConfig = z.output<typeof PopulationSchema>;
