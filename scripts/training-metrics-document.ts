// Writes docs/training-metrics.md from the catalogue in services/trainer. Run it after a change of that:
// `node scripts/run.cjs scripts/training-metrics-document.ts`. A test fails while the document says something else.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRIC_GROUPS, type Metric, type MetricGroup } from '@tradingbot/trainer/tensorboard';

export const TRAINING_METRICS_DOCUMENT = join(import.meta.dirname, '..', 'docs', 'training-metrics.md');

/** The text of docs/training-metrics.md. */
export function trainingMetricsDocument(): string {
  return `# Training metrics

What a training writes to TensorBoard, figure by figure. This file is made from \`services/trainer/src/shell/tensorboard/\`
by \`scripts/training-metrics-document.ts\`. Names are those of stable-baselines3 where it has the same figure.

A run writes to \`logs/tensorboard/<run_id>/\`; \`tensorboard --logdir logs/tensorboard/\` shows it while it goes on. Every
record is on its way to the disk when training goes on, so that a process that is killed loses at most the one that it was
writing. A resumed run opens a new file, and takes back what the file before said of steps that are trained again. Values
are rounded to 32 bits; the horizontal axis is steps of all environments together. What is not there yet, such as the mean
of no episode, is left out rather than written as nought.

Below, ρ is the ratio π_new(a|s) ÷ π_old(a|s), A an advantage, R a return, V the critic's value, σ a deviation, r a reward.
${METRIC_GROUPS.map(sectionOf).join('')}`;
}

const sectionOf = ({ name, about, metrics }: MetricGroup): string =>
  `\n## ${name}\n\n${code(about)}\n\n${metrics.map(itemOf).join('\n')}\n`;

const itemOf = ({ tag, meaning, formula, unit, good }: Metric): string =>
  `- \`${tag}\`: ${code(meaning)}\n  - formula: ${code(formula)}\n  - unit: ${code(unit)}\n  - good: ${code(good)}`;

/** Words that only a program writes, such as clip_range or train/loss, stand as code. */
const code = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(/(?<![\wπ])[a-z]+(?:[_/][a-z]+)+(?:\.\w+)?/g, '`$&`')))
    .join('');

if (process.argv[1] === import.meta.filename) writeFileSync(TRAINING_METRICS_DOCUMENT, trainingMetricsDocument());
