// The evaluation of a model as a page: what is in it, and that nothing in it is taken for markup.

import { expect, test } from '@jest/globals';
import type { ModelEvaluationData } from './model-evaluation-data.ts';
import { renderModelEvaluation } from './render-model-evaluation.ts';

const DATA: ModelEvaluationData = {
  title: 'policy on BTCUSDT',
  subtitle: 'Model 3fa91c after 2,048 steps',
  synthetic: true,
  currency: 'USDT',
  warnings: ['the model does not say until when it was trained'],
  bar: ['sortino is 0.100 under LIMIT_MID_BPS; at least 0.5 is asked for'],
  columns: [
    { title: 'Sortino', explanation: 'Mean by downside.', unit: 'number', best: 'highest' },
    { title: 'fees', explanation: 'What was charged.', unit: 'money', best: 'lowest' },
  ],
  contestants: [
    { profile: 'LIMIT_MID_BPS', name: 'policy', values: [0.1, 20] },
    { profile: 'LIMIT_MID_BPS', name: 'random', values: [0.4, null] },
  ],
  names: ['policy', 'random'],
  folds: [{ name: '2024-06-01 to 2024-07-01', returns: [0.05, null] }],
  curves: [{ name: 'policy', time: [0, 1], equity: [100, 101] }],
  luck: {
    trials: 31,
    deflated: [{ profile: 'LIMIT_MID_BPS', value: null, reason: 'fewer than two days' }],
    overfitting: null,
    loss: null,
    overfittingReason: 'fewer than two configurations',
    candidates: 1,
    splits: 0,
  },
  learning: [
    { member: '0', metric: 'eval/sortino', steps: [0, 100, 200], values: [-1, 0, 1] },
    { member: '<1>', metric: 'eval/sortino', steps: [0, 200], values: [0, 0.5] },
    { member: '0', metric: 'train/loss', steps: [0], values: [3] },
  ],
  lineage: [{ member: 0, parent: null }, { member: 1, parent: 0, note: '</script>' }, 'not an entry'],
  facts: [['SHA-256', '3fa91c']],
};

const page = renderModelEvaluation(DATA);

test('says first where the model is below the bar, and what else to know', () => {
  const warnings = page.slice(page.indexOf('Before you believe this'), page.indexOf('<main>'));
  expect(warnings.indexOf('at least 0.5 is asked for')).toBeGreaterThan(0);
  expect(warnings.indexOf('until when it was trained')).toBeGreaterThan(warnings.indexOf('at least 0.5'));
  expect(page).toContain('not reached');
  const passed = renderModelEvaluation({ ...DATA, bar: [] });
  expect(passed).toContain('>reached<');
  expect(passed).not.toContain('not reached');
});

test('marks the best of each column, and shows a dash where there is no figure', () => {
  const rows = page.slice(page.indexOf('data-key="LIMIT_MID_BPS"'), page.indexOf('id="ranges"'));
  expect(rows.split('title="best"')).toHaveLength(2);
  expect(rows).toMatch(/title="best">● <\/span>0\.40/);
  expect(rows).toContain('–');
});

test('says why there is no figure of luck', () => {
  expect(page).toContain('none: fewer than two configurations');
  expect(page).toContain('none: fewer than two days');
});

test('draws a line for each member and a drawing for each metric, within its frame', () => {
  expect(page.split('<figure')).toHaveLength(3);
  const points = [...page.matchAll(/points="([^"]*)"/g)].map(([, text = '']) =>
    text.split(' ').map((pair) => pair.split(',').map(Number)),
  );
  expect(points.map((line) => line.length)).toEqual([3, 2, 1]);
  for (const [x = NaN, y = NaN] of points.flat()) {
    expect(x >= 52 && x <= 388).toBe(true);
    expect(y >= 10 && y <= 184).toBe(true);
  }
  expect(points[0]).toEqual([
    [52, 184],
    [220, 97],
    [388, 10],
  ]);
});

test('takes nothing for markup, and nothing from elsewhere', () => {
  expect(page).toContain('&lt;1&gt;');
  expect(page).toContain('&lt;/script&gt;');
  expect(page).not.toMatch(/(?:src|href)="(?!data:)/);
});

test('does without what is not there', () => {
  const bare = renderModelEvaluation({ ...DATA, learning: [], lineage: [], curves: [], folds: [], contestants: [] });
  expect(bare).toContain('No learning curve was found.');
  expect(bare).toContain('The model has no ancestors.');
  expect(bare).toContain('No profile could be run.');
  expect(bare).not.toContain('chart-curves"');
});
