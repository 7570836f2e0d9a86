// What is said of a population: of each generation, once all of its members have been judged.

import type { MetricGroup } from './metric.ts';

export const POPULATION_METRICS: MetricGroup = {
  name: 'pbt',
  about:
    'Written at the end of each generation with the block `pbt`, over the steps of one member. What each member says of itself stands in a folder of its own, `member_<number>`, which TensorBoard shows as a run.',
  metrics: [
    {
      tag: 'pbt/population_size',
      meaning: 'How many policies learn side by side.',
      formula: 'population_size',
      unit: 'members',
      good: 'Neither: as it was set.',
    },
    {
      tag: 'pbt/ready_members',
      meaning: 'How many have a value of the metric that members are compared by.',
      formula: 'count of members whose metric_name exists',
      unit: 'members',
      good: 'All. Fewer: some never trade, so that a ratio such as sortino does not exist for them.',
    },
    {
      tag: 'pbt/generation',
      meaning: 'How many generations are over.',
      formula: 'count; one is perturbation_interval rollouts of every member',
      unit: 'generations',
      good: 'Rises by one.',
    },
    {
      tag: 'pbt/exploited',
      meaning: 'How many go on from a better member.',
      formula: 'count of members that took over parameters and settings after this generation; 0 after the last',
      unit: 'members',
      good: 'truncation_ratio of all; with binary_tournament about half.',
    },
    {
      tag: 'pbt/mean_performance',
      meaning: 'How good the population is.',
      formula: 'mean of metric_name over the members that have one; absent where none has',
      unit: "the metric's",
      good: 'Moves as metric_mode wants. Close to the best: the members have become alike.',
    },
    {
      tag: 'pbt/best_performance',
      meaning: 'How good its best member is just now.',
      formula: 'the best metric_name of this generation, by metric_mode; absent where none has one',
      unit: "the metric's",
      good: 'Moves as metric_mode wants. The best of many is high by luck too: `eval` counts every member and generation.',
    },
  ],
};
