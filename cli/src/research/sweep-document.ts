// What `sweep.json` and `sweep.csv` say: every combination in its order, and the best of them.

import { FIGURES, type SweepRow } from './combination-run.ts';
import { csvText } from './csv-text.ts';
import {
  metricIn,
  type Axis,
  type Combination,
  type MetricName,
  type TrialFigures,
} from '@tradingbot/backtester/research';

export interface SweepDocument {
  readonly metric: MetricName;
  readonly axes: readonly Axis[];
  readonly combinations: number;
  readonly done: number;
  /** Combinations that are no valid configuration. */
  readonly refused: number;
  /** Combinations in which the strategy broke down. */
  readonly failed: number;
  /** `null` when no run has the metric. */
  readonly best: SweepRow | null;
  readonly rows: readonly SweepRow[];
}

export interface SweepAnswer extends SweepDocument {
  /** Whether the bars were made and not recorded. */
  readonly synthetic: boolean;
  /** Of the best, against all trials that are recorded on these bars, those of this sweep included. */
  readonly luck: TrialFigures | null;
}

export function sweepDocument(axes: readonly Axis[], metric: MetricName, rows: readonly SweepRow[]): SweepDocument {
  const count = (status: SweepRow['status']): number => rows.filter((row) => row.status === status).length;
  return {
    metric,
    axes,
    combinations: rows.length,
    done: count('done'),
    refused: count('refused'),
    failed: count('failed'),
    best: ranked(rows, metric)[0] ?? null,
    rows,
  };
}

/** Those that have the metric, the best first; of equals the earlier combination. */
export function ranked(rows: readonly SweepRow[], metric: MetricName): SweepRow[] {
  const value = ({ figures }: SweepRow): number => metricIn(figures ?? {}, metric) ?? -Infinity;
  return rows.filter((row) => value(row) !== -Infinity).sort((a, b) => value(b) - value(a) || a.at - b.at);
}

export function sweepCsv(axes: readonly Axis[], rows: readonly SweepRow[]): string {
  const keys = axes.map(({ key }) => key);
  return csvText(
    ['combination', ...keys, 'status', ...FIGURES, 'why'],
    rows.map(({ at, values, status, figures, why }) => [
      at,
      ...keys.map((key) => valueIn(values, key)),
      status,
      ...FIGURES.map((name) => figures?.[name] ?? null),
      why,
    ]),
  );
}

const valueIn = (values: Combination, key: string): string => values[key] ?? '';
