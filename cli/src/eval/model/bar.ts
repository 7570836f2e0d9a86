// Whether a model is good enough: each figure that `eval.bar` names, under each profile that was run.

import type { RunConfig } from '@tradingbot/config';
import type { BarFailure, ModelEvaluation, ProfileResult } from './model-evaluation.ts';

type Bar = NonNullable<RunConfig['eval']['bar']>;

/** The less of it the better. */
const AT_MOST: readonly string[] = ['pbo'];

/** In the order of the profiles; none when the model is good enough. */
export function failuresOf(evaluation: Omit<ModelEvaluation, 'bar'>, bar: Bar | undefined): readonly BarFailure[] {
  const stated = Object.entries(bar ?? {}).filter((entry): entry is [string, number] => entry[1] !== undefined);
  const run = evaluation.profiles.filter(({ why }) => why === null);
  if (stated.length > 0 && run.length === 0)
    return stated.map(([figure, least]) => ({ profile: 'none', figure, value: null, bar: least }));
  return run.flatMap((profile) =>
    stated.flatMap(([figure, least]): BarFailure[] => {
      const value = figureOf(evaluation, profile, figure);
      const isEnough = value !== null && (AT_MOST.includes(figure) ? value <= least : value >= least);
      return isEnough ? [] : [{ profile: profile.name, figure, value, bar: least }];
    }),
  );
}

function figureOf(
  { overfitting }: Omit<ModelEvaluation, 'bar'>,
  profile: ProfileResult,
  figure: string,
): number | null {
  if (figure === 'pbo') return overfitting.probability;
  if (figure === 'deflated_sharpe') return profile.trials?.deflated_sharpe ?? null;
  const found = (profile.contestants[0]?.figures as Readonly<Record<string, unknown>> | undefined)?.[figure];
  return typeof found === 'number' ? found : null;
}
