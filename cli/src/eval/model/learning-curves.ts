// The learning curves that a training run has left beside its checkpoints, for the report.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line: a metric of one member over steps. */
export interface LearningCurve {
  readonly member: string;
  readonly metric: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

export const LEARNING_CURVE = 'learning_curve.csv';

/** In the order of the file; none where there is no file. Lines that are none of its kind are passed over. */
export function learningCurvesIn(folder: string): readonly LearningCurve[] {
  const path = join(folder, LEARNING_CURVE);
  if (!existsSync(path)) return [];
  const [titles = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const columns = titles.split(',');
  const [member, step, metric, value] = ['member', 'step', 'metric', 'value'].map((name) => columns.indexOf(name));
  const curves = new Map<string, { member: string; metric: string; steps: number[]; values: number[] }>();
  for (const cells of lines.map((line) => line.split(','))) {
    const [who = '', what = ''] = [cells[member ?? -1], cells[metric ?? -1]];
    const [at, amount] = [Number(cells[step ?? -1]), Number(cells[value ?? -1])];
    if (cells[value ?? -1] === '' || !Number.isFinite(at) || !Number.isFinite(amount)) continue;
    const key = `${who}\n${what}`;
    const curve = curves.get(key) ?? { member: who, metric: what, steps: [], values: [] };
    curves.set(key, curve);
    curve.steps.push(at);
    curve.values.push(amount);
  }
  return [...curves.values()];
}
