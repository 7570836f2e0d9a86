// What is said of acting: the episodes, how fast they were played, and how good the policy is on bars that it has not seen.

import type { Metric, MetricGroup } from './metric.ts';

export const ROLLOUT_METRICS: MetricGroup = {
  name: 'rollout',
  about:
    'Written after each update. Of the last 100 episodes that have ended, with the chance that exploring needs; absent until the first has ended.',
  metrics: [
    {
      tag: 'rollout/ep_rew_mean',
      meaning: 'What an episode earned: the learning curve.',
      formula: 'mean of Σ r over the episodes, before rewards are normalised',
      unit: "the environment's reward; in a market about the logarithm of the account's growth, less penalties",
      good: 'Rises and then stays. On a market without a pattern it hovers about what the costs take.',
    },
    {
      tag: 'rollout/ep_len_mean',
      meaning: 'How long an episode was.',
      formula: 'mean of the steps of the episodes',
      unit: 'steps; in a market bars',
      good: 'In a market the length that was set: shorter ones ended in bankruptcy.',
    },
  ],
};

export const TIME_METRICS: MetricGroup = {
  name: 'time',
  about:
    "Written after each update. The two of the machine's clock differ from run to run; nothing is decided by them.",
  metrics: [
    {
      tag: 'time/fps',
      meaning: 'How fast training is: acting and learning together.',
      formula: 'steps since this process began ÷ seconds since then',
      unit: 'steps per second',
      good: 'High and even. A resumed run begins to count anew.',
    },
    {
      tag: 'time/time_elapsed',
      meaning: 'How long this process has been training.',
      formula: "the machine's clock now − when it began",
      unit: 'seconds',
      good: 'Neither: it is for comparison.',
    },
    {
      tag: 'time/iterations',
      meaning: 'How often it has acted and learnt: rollouts so far.',
      formula: 'count, which a resumed run goes on with',
      unit: 'rollouts',
      good: 'Rises by one.',
    },
    {
      tag: 'time/total_timesteps',
      meaning: 'How much was acted so far; the same as the horizontal axis.',
      formula: 'iterations × n_steps × environments',
      unit: 'steps of all environments together',
      good: 'Rises to total_timesteps.',
    },
  ],
};

const JUDGED: readonly Metric[] = [
  {
    tag: 'eval/mean_reward',
    meaning: 'What an episode of validation earned.',
    formula: 'mean over the markets of Σ r',
    unit: 'as rollout/ep_rew_mean',
    good: 'Rises with rollout/ep_rew_mean. Where that one rises alone, the policy learns its bars by heart.',
  },
  {
    tag: 'eval/mean_ep_length',
    meaning: 'How far it came.',
    formula: 'mean over the markets of the steps of an episode',
    unit: 'bars',
    good: 'The length of the validation range: anything less is a bankruptcy.',
  },
  {
    tag: 'eval/sortino',
    meaning: 'Return for the risk of losing.',
    formula: 'as `sortino` in docs/metrics.md, of the daily returns of all accounts together',
    unit: 'ratio, per year',
    good: 'Above 0; above 1 is good. Many looks at one range find a high one by luck: `eval` counts them.',
  },
  {
    tag: 'eval/sharpe',
    meaning: 'Return for risk.',
    formula: 'as `sharpe` in docs/metrics.md, of the daily returns of all accounts together',
    unit: 'ratio, per year',
    good: 'Above 0; above 1 is good.',
  },
  {
    tag: 'eval/calmar',
    meaning: 'Return for the deepest fall.',
    formula: 'as `calmar` in docs/metrics.md',
    unit: 'ratio, per year',
    good: 'Above 0; above 1 earns in a year what it once lost.',
  },
  {
    tag: 'eval/total_return',
    meaning: 'What the accounts earned.',
    formula: 'worth at the end ÷ worth at the beginning − 1',
    unit: 'share',
    good: 'Above that of holding the same markets.',
  },
  {
    tag: 'eval/pnl',
    meaning: 'What the accounts earned in money.',
    formula: 'worth at the end − worth at the beginning',
    unit: 'currency of the account',
    good: 'Above 0.',
  },
];

/** Each of them once more where orders fare worse, but for the length of an episode. */
const STRESSED: readonly Metric[] = JUDGED.filter(({ tag }) => tag !== 'eval/mean_ep_length').map(({ tag, unit }) => ({
  tag: tag.replace('/', '/stressed_'),
  meaning: `As ${tag}, where orders fare as badly as in the episodes that are learnt from.`,
  formula: `as ${tag}, its fills under adversarial.execution; targets are lost by the same chance each time`,
  unit,
  good: `Not far below ${tag}: what the policy earns does not hang on how well it is filled.`,
}));

export const EVALUATION_METRICS: MetricGroup = {
  name: 'eval',
  about:
    'Written at every evaluation: one episode through the whole validation range of each market, which is not learnt from, with the most likely action in place of chance. Of these `eval.metric` alone decides which policy is kept as best_model.zip; of the figures of the market only that one is written. The same figure with `stressed_` before it is written where a key of adversarial.execution is not its default; nothing is decided by it.',
  metrics: [...JUDGED, ...STRESSED],
};
