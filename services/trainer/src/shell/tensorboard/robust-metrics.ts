// What is said of learning against an adversary, by the names of the platform before.

import type { MetricGroup } from './metric.ts';

export const ROBUST_METRICS: MetricGroup = {
  name: 'sa_ppo',
  about:
    'Written after each update with the block `adversarial` (Zhang et al. 2020). Of the minibatches as the adversary left them: a part of the rows is moved, the others are clean. Before warmup_updates nothing is moved.',
  metrics: [
    {
      tag: 'sa_ppo/policy_loss',
      meaning: 'As train/policy_gradient_loss, which it equals.',
      formula: 'mean over clean and moved rows',
      unit: 'none',
      good: 'As there.',
    },
    {
      tag: 'sa_ppo/value_loss',
      meaning: 'As train/value_loss, which it equals.',
      formula: 'mean over clean and moved rows',
      unit: 'reward squared',
      good: 'Higher than without an adversary, and falling.',
    },
    {
      tag: 'sa_ppo/entropy',
      meaning: 'How much chance is left in the policy; train/entropy_loss with the other sign.',
      formula: 'mean H(π)',
      unit: 'nats',
      good: 'Falls slowly.',
    },
    {
      tag: 'sa_ppo/kl_divergence',
      meaning: 'How differently it would act on what an adversary shows it nearby.',
      formula: 'mean KL(π(s) ‖ π(s + δ)) over the clean rows, δ searched within ε',
      unit: 'nats',
      good: 'Falls and stays low: nearby observations lead to the same actions.',
    },
    {
      tag: 'sa_ppo/robust_kl_penalty',
      meaning: 'What that costs in the loss.',
      formula: 'robust_kl_coef × sa_ppo/kl_divergence',
      unit: 'none',
      good: 'Of the size of the policy loss: far above, robustness crowds out the return.',
    },
    {
      tag: 'sa_ppo/num_adversarial',
      meaning: 'Rows that were moved.',
      formula: 'count over the minibatches of the update; a row counts in each epoch',
      unit: 'rows',
      good: 'adversarial_ratio of all.',
    },
    {
      tag: 'sa_ppo/num_clean',
      meaning: 'Rows that were left as they are.',
      formula: 'count, as above',
      unit: 'rows',
      good: 'The others.',
    },
    {
      tag: 'sa_ppo/epsilon',
      meaning: 'How far the adversary may move an observation.',
      formula: 'its schedule, from epsilon to epsilon_final; 0 while warming up',
      unit: 'as the network sees features: deviations, where observations are normalised',
      good: 'Neither: as it was set.',
    },
  ],
};
