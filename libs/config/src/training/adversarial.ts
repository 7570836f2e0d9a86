// The block `adversarial`: the policy learns to decide the same when what it sees is a little wrong
// (H. Zhang et al. 2020, "Robust Deep Reinforcement Learning against Adversarial Perturbations on State Observations"),
// and to earn when its orders are filled worse than the costs say.

import type { z } from 'zod';
import { block, flag, number, oneOf, positive, wholeNumber } from '../config-fields.ts';
import { TRAINER } from '../readers.ts';

export const PerturbationSchema = block({
  epsilon: number(0, 1000)
    .default(0.075)
    .meta({ unit: 'deviations', description: 'How far an observation may be moved, in the norm of norm_type.' }),
  attack_steps: wholeNumber(1, 1000).default(3).meta({ unit: 'steps', description: 'Steps of pgd.' }),
  attack_lr: positive(1000).default(0.03).meta({ unit: 'deviations', description: 'The length of a step of pgd.' }),
  random_init: flag().default(true).meta({ description: 'Whether pgd starts anywhere in the ball, or in its middle.' }),
  norm_type: oneOf(['linf', 'l2']).default('linf').meta({
    description: 'What epsilon measures: the largest move of one number, or the length of the move.',
  }),
  attack_method: oneOf(['pgd', 'fgsm']).default('pgd').meta({
    description: 'Projected gradient descent, or one step to the edge by the sign of the gradient.',
  }),
  clip_min: number(-Infinity, Infinity)
    .optional()
    .meta({ unit: 'deviations', description: 'No moved number is less. Default: no bound.' }),
  clip_max: number(-Infinity, Infinity)
    .optional()
    .meta({ unit: 'deviations', description: 'No moved number is more. Default: no bound.' }),
}).superRefine(({ clip_min, clip_max }, context) => {
  if (clip_min === undefined || clip_max === undefined || clip_min < clip_max) return;
  context.addIssue({ code: 'custom', path: ['clip_max'], message: 'expected more than clip_min' });
});

/** What is not worse than `fees`, `slippage` and `execution_params` say is the default. */
const ExecutionSchema = block({
  fee_multiplier: number(1, 5)
    .default(1)
    .meta({ unit: 'factor', description: 'On fees.taker_bps; regulatory fees stay as they are.' }),
  slippage_multiplier: number(1, 5)
    .default(1)
    .meta({ unit: 'factor', description: 'On half the spread and execution_params.slippage_bps.' }),
  latency_bars: wholeNumber(0, 100)
    .default(0)
    .meta({ unit: 'bars', description: 'So much later than at its close a target arrives.' }),
  drop_probability: number(0, 1)
    .default(0)
    .meta({ unit: 'share', description: 'Of targets that never arrive, each by chance.' }),
});

export const AdversarialSchema = block({
  enabled: flag().default(true).meta({ description: 'Whether an adversary takes part.' }),
  adversarial_ratio: number(0, 1)
    .default(0.5)
    .meta({ unit: 'share', description: 'Of each minibatch: how much of it the adversary moves.' }),
  robust_kl_coef: number(0, 1000)
    .default(0.1)
    .meta({ unit: 'weight', description: 'Of how much the policy differs between clean and moved observations.' }),
  warmup_updates: wholeNumber(0, 1e9)
    .default(10)
    .meta({ unit: 'updates', description: 'So many rollouts are learnt from before the adversary begins.' }),
  attack_policy: flag().default(true).meta({ description: 'Whether actions that were good are made less likely.' }),
  attack_value: flag().default(true).meta({ description: 'Whether the critic is made to err.' }),
  epsilon_schedule: oneOf(['constant', 'linear', 'cosine'])
    .default('constant')
    .meta({ description: 'The way from perturbation.epsilon to epsilon_final.' }),
  epsilon_final: number(0, 1000)
    .default(0.05)
    .meta({ unit: 'deviations', description: 'What epsilon is at the end, unless it is constant.' }),
  max_updates: wholeNumber(1, 1e9).optional().meta({
    unit: 'updates',
    description: 'After so many rollouts epsilon is what it is at the end. Default: all of the run.',
  }),
  perturbation: PerturbationSchema.prefault({}).meta({ description: 'What the adversary may do.' }),
  execution: ExecutionSchema.prefault({}).meta({
    description:
      'How much worse orders fare in the episodes that are learnt from, from the first on. The best model is chosen without; eval/stressed_<metric> says what the policy makes of it.',
  }),
})
  .superRefine(({ enabled, adversarial_ratio, attack_policy, attack_value }, context) => {
    if (!enabled || adversarial_ratio === 0 || attack_policy || attack_value) return;
    const message = 'expected 0, because neither attack_policy nor attack_value is on';
    context.addIssue({ code: 'custom', path: ['adversarial_ratio'], message });
  })
  .meta({ reader: TRAINER });

export type AdversarialConfig = z.output<typeof AdversarialSchema>;
