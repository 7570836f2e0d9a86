// Runs side by side: figures with their units, the best of a column marked.

import { expect, test } from '@jest/globals';
import type { ComparisonData } from './comparison-data.ts';
import { renderComparison, renderEvaluation } from './render-comparison.ts';

const column = (title: string, unit: 'gain' | 'money' | 'count', best: 'highest' | 'lowest' | 'none') => ({
  ...{ title, unit, best },
  explanation: `What ${title} is.`,
});
const DATA: ComparisonData = {
  title: 'momentum',
  subtitle: 'two profiles',
  synthetic: true,
  currency: 'USDT',
  warnings: [],
  columns: [column('Return', 'gain', 'highest'), column('Costs', 'money', 'lowest'), column('Trades', 'count', 'none')],
  runs: [
    { name: 'MKT_OPEN_NEXT_H1', values: [0.1, 20, 5], curve: { time: [1, 2], equity: [3, 4] } },
    { name: '<VWAP>', values: [0.2, 30, null], curve: { time: [], equity: [] } },
  ],
};

test('each run is a row that sorts by what it shows', () => {
  const page = renderEvaluation(DATA);
  const cells = [...page.matchAll(/data-key="([^"]*)"/g)].map(([, key]) => key);
  expect(cells).toEqual(['MKT_OPEN_NEXT_H1', '0.1', '20', '5', '&lt;VWAP&gt;', '0.2', '30', '']);
  expect(page.match(/title="best"/g)).toHaveLength(2);
  expect(page).toMatch(/data-key="0\.2">\s*<span class="good" title="best">● <\/span>\+20\.00/);
  expect(page).toMatch(/data-key="20">\s*<span class="good" title="best">● <\/span>20\.00/);
});

test('only runs that have a curve are drawn', () => {
  const page = renderComparison(DATA);
  expect(page).toContain('The first 1 of 2 runs that have a curve.');
  expect(page).toContain('{"currency":"USDT","curves":[{"name":"MKT_OPEN_NEXT_H1","times":[1,2],"equity":[3,4]}]}');
});

test('every column is explained, and synthetic data is called so', () => {
  const page = renderComparison(DATA);
  for (const { explanation } of DATA.columns) expect(page).toContain(explanation);
  expect(page).toContain('Synthetic data');
});
