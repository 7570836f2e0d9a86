// The evaluation of a model as the data of its page.

import type { ModelData } from '@tradingbot/policy';
import { renderModelEvaluation, type ModelContestant } from '@tradingbot/report';
import type { EquityPoint } from '@tradingbot/backtester/research';
import { flatDocument } from '../../research/flat-document.ts';
import { columnOf, valueOf } from '../eval-report.ts';
import { figureIn } from '../figures.ts';
import type { LearningCurve } from './learning-curves.ts';
import type { ModelEvaluation } from './model-evaluation.ts';
import { SAMPLES } from './model-eval-text.ts';

/** Points of a curve that a screen can tell apart. */
const POINTS = 1_000;

export function modelEvalReport(
  evaluation: ModelEvaluation,
  names: readonly string[],
  data: ModelData,
  curves: readonly { readonly name: string; readonly points: readonly EquityPoint[] }[],
  learning: readonly LearningCurve[],
): string {
  const { model, profiles, overfitting, bar, seeds, symbols } = evaluation;
  const columns = names.map(columnOf);
  const folds = profiles.find(({ why }) => why === null)?.folds ?? [];
  return renderModelEvaluation({
    title: `policy on ${symbols.join(', ')}`,
    subtitle: `Model ${model.sha256.slice(0, 12)} after ${model.step} steps, ${SAMPLES[evaluation.sample]}: ${folds.length} ranges from ${folds[0]?.from.slice(0, 10) ?? ''} to ${folds.at(-1)?.to.slice(0, 10) ?? ''}, ${seeds.length} seeds.`,
    synthetic: evaluation.synthetic,
    currency: evaluation.currency,
    warnings: [
      ...evaluation.warnings,
      ...profiles.flatMap(({ name, why }) => (why === null ? [] : [`${name}: ${why}`])),
    ],
    bar: bar.failures.map(
      ({ profile, figure, value, bar: least }) =>
        `${figure} is ${value === null ? 'not defined' : value.toFixed(3)} under ${profile}; at least ${least} is asked for`,
    ),
    columns,
    contestants: profiles.flatMap(({ name: profile, contestants }) =>
      contestants.map(({ name, figures }): ModelContestant => {
        const flat = flatDocument(figures);
        return { profile, name, values: names.map((figure) => valueOf(figureIn(flat, figure))) };
      }),
    ),
    folds: folds.map(({ fold, from, to }) => ({
      name: `${from.slice(0, 10)} to ${to.slice(0, 10)}`,
      returns: (profiles.find(({ why }) => why === null)?.contestants ?? []).map(({ by_fold }) =>
        middle(by_fold.filter((one) => one.fold === fold).map(({ total_return }) => total_return)),
      ),
    })),
    names: (profiles.find(({ why }) => why === null)?.contestants ?? []).map(({ name }) => name),
    curves: curves.map(({ name, points }) => ({ name, ...thinned(points) })),
    luck: {
      trials: profiles.find(({ trials }) => trials !== null)?.trials?.count ?? null,
      deflated: profiles.flatMap(({ name, trials }) =>
        trials === null ? [] : [{ profile: name, value: trials.deflated_sharpe, reason: trials.reason }],
      ),
      overfitting: overfitting.probability,
      overfittingReason: overfitting.reason,
      loss: overfitting.probability_of_loss,
      candidates: overfitting.candidates,
      splits: overfitting.splits,
    },
    learning,
    lineage: data.lineage,
    facts: [
      ['SHA-256', model.sha256],
      ['file', model.path],
      ['algorithm', data.algorithm],
      ['steps', String(data.step)],
      ['market', `${data.assetClass}, bars of ${data.timeframe}`],
      ['features', data.features.names.join(', ')],
      ['left out', Object.keys(data.features.omitted).join(', ')],
      ['network', `${data.network.observations} → ${data.network.hidden.join(' → ')}`],
      ['seed', String(data.seed)],
      ...Object.entries(data.hyperparameters).map(([key, value]): [string, string] => [
        key,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ],
  });
}

function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Every so many points, and the last one. Milliseconds. */
function thinned(points: readonly EquityPoint[]): { readonly time: number[]; readonly equity: number[] } {
  const every = Math.max(1, Math.ceil(points.length / POINTS));
  const kept = points.filter((_, at) => at % every === 0 || at === points.length - 1);
  return { time: kept.map(({ time }) => time / 1_000), equity: kept.map(({ equity }) => Number(equity.toFixed(2))) };
}
