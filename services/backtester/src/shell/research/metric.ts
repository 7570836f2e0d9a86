// The figures by which runs are ranked, read from the document that `metrics.json` is.

/** What a sweep can be ranked by. The higher, the better. */
export const METRIC_NAMES = ['sharpe', 'sortino', 'calmar', 'total_return'] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

/** @returns `null` where the run has no such figure; `undefined_metrics` of the document says why */
export function metricIn(metrics: object, name: string): number | null {
  const found = (metrics as Readonly<Record<string, unknown>>)[name];
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}
