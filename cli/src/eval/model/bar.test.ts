// A model is good enough when each figure that was asked for is reached under each profile that was run.

import { expect, test } from '@jest/globals';
import { failuresOf } from './bar.ts';
import type { ModelEvaluation, ProfileResult } from './model-evaluation.ts';

const profile = (name: string, sortino: number | null, why: string | null = null): ProfileResult => ({
  name,
  why,
  folds: [],
  contestants:
    why === null
      ? [{ name: 'policy', figures: { sortino, max_drawdown: -0.3 } as never, by_seed: [], by_fold: [] }]
      : [],
  trials: { count: 4, deflated_sharpe: 0.9, reason: '' },
});
const evaluation = (pbo: number | null, ...profiles: ProfileResult[]) =>
  ({ profiles, overfitting: { probability: pbo } }) as unknown as Omit<ModelEvaluation, 'bar'>;

test('without a bar everything is good enough', () => {
  expect(failuresOf(evaluation(0.9, profile('A', -3)), undefined)).toEqual([]);
});

test('a figure must be reached under every profile that was run', () => {
  const all = evaluation(0.2, profile('A', 0.5), profile('B', 0.49), profile('C', null, 'needs finer bars'));
  expect(failuresOf(all, { sortino: 0.5 })).toEqual([{ profile: 'B', figure: 'sortino', value: 0.49, bar: 0.5 }]);
});

test('a figure that there is none of is not reached', () => {
  expect(failuresOf(evaluation(null, profile('A', null)), { sortino: -1, pbo: 1 })).toEqual([
    { profile: 'A', figure: 'sortino', value: null, bar: -1 },
    { profile: 'A', figure: 'pbo', value: null, bar: 1 },
  ]);
});

test('of overfitting there may be at most so much, of everything else at least', () => {
  const all = evaluation(0.3, profile('A', 1));
  expect(failuresOf(all, { pbo: 0.3, max_drawdown: -0.3, deflated_sharpe: 0.9 })).toEqual([]);
  const failed = failuresOf(all, { pbo: 0.29, max_drawdown: -0.29, deflated_sharpe: 0.91 });
  expect(failed.map(({ figure }) => figure)).toEqual(['pbo', 'max_drawdown', 'deflated_sharpe']);
});

test('where no profile could be run nothing is reached', () => {
  expect(failuresOf(evaluation(null, profile('A', null, 'needs finer bars')), { sortino: 0 })).toHaveLength(1);
});
