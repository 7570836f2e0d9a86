// What `walk_forward.json`, `walk_forward.csv` and `oos_equity.csv` say.

import type { Axis, Combination, EquityPoint, MetricName, Stitched } from '@tradingbot/backtester/research';
import { FIGURES, type Figures } from './combination-run.ts';
import { csvText } from './csv-text.ts';
import { formatMicros } from '@tradingbot/domain';

interface Range {
  readonly from: string;
  readonly to: string;
}

export interface FoldRow {
  /** From 1. */
  readonly fold: number;
  readonly train: Range;
  readonly test: Range;
  /** `null`: no combination could be chosen, and nothing was traded. */
  readonly chosen: Combination | null;
  readonly in_sample: Figures | null;
  readonly out_of_sample: Figures | null;
  /** One sentence, where a figure is missing because something went wrong. */
  readonly why: string | null;
  /** The metric in sample minus that out of sample. */
  readonly degradation: number | null;
}

export interface WalkForwardDocument {
  readonly metric: MetricName;
  /** Whether the bars were made and not recorded. */
  readonly synthetic: boolean;
  readonly axes: readonly Axis[];
  readonly lengths: Readonly<Record<string, string | boolean>>;
  readonly folds: readonly FoldRow[];
  /** Of all test ranges, one after the other. */
  readonly out_of_sample: Omit<Stitched, 'points'>;
}

export function foldsCsv({ axes, folds }: WalkForwardDocument): string {
  const keys = axes.map(({ key }) => key);
  return csvText(
    [
      ...['fold', 'train_from', 'train_to', 'test_from', 'test_to'],
      ...keys,
      ...FIGURES.map((name) => `in_${name}`),
      ...FIGURES.map((name) => `out_${name}`),
      ...['degradation', 'why'],
    ],
    folds.map((row) => [
      ...[row.fold, row.train.from, row.train.to, row.test.from, row.test.to],
      ...keys.map((key) => row.chosen?.[key] ?? null),
      ...FIGURES.map((name) => row.in_sample?.[name] ?? null),
      ...FIGURES.map((name) => row.out_of_sample?.[name] ?? null),
      ...[row.degradation, row.why],
    ]),
  );
}

/** Between two test ranges the account has nothing but money, so the curve may jump in time and never in value. */
export const equityCsv = (points: readonly EquityPoint[]): string =>
  csvText(
    ['ts_ms', 'time', 'equity'],
    points.map(({ time, equity }) => [time / 1_000, formatMicros(time), Number(equity.toPrecision(12))]),
  );
