// Every figure that training writes, explained once: docs/training-metrics.md is made of it.

import type { Metric, MetricGroup } from './metric.ts';
import { POPULATION_METRICS } from './population-metrics.ts';
import { ROBUST_METRICS } from './robust-metrics.ts';
import { EVALUATION_METRICS, ROLLOUT_METRICS, TIME_METRICS } from './rollout-metrics.ts';
import { TRAIN_METRICS } from './train-metrics.ts';

export type { Metric, MetricGroup };

export const METRIC_GROUPS: readonly MetricGroup[] = [
  ROLLOUT_METRICS,
  EVALUATION_METRICS,
  TRAIN_METRICS,
  TIME_METRICS,
  POPULATION_METRICS,
  ROBUST_METRICS,
];

export const METRICS: readonly Metric[] = METRIC_GROUPS.flatMap(({ metrics }) => metrics);
