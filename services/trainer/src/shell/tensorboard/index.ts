export { createEventWriter, type EventFileOptions, type EventWriter } from './event-writer.ts';
export { METRIC_GROUPS, METRICS, type Metric, type MetricGroup } from './metric-catalog.ts';
