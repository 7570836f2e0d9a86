// A sweep as a heat map: each combination in its cell, the best one marked.

import { expect, test } from '@jest/globals';
import { combinationAt, renderSweep } from './render-sweep.ts';
import type { SweepData } from './sweep-data.ts';

const SWEEP: SweepData = {
  title: 'ema-cross on BTCUSDT',
  subtitle: '',
  synthetic: false,
  warnings: [],
  metric: 'Sharpe ratio',
  unit: 'number',
  isHigherBetter: true,
  axes: [
    { key: 'fast', values: ['5', '10'] },
    { key: 'slow', values: ['20', '30', '40'] },
  ],
  results: [0.1, 0.2, -0.3, null, 1.5, 0.4],
};
const cellsOf = (page: string): string[] =>
  [...page.matchAll(/<td class="(?:cell up|cell down|none)"[^>]*>([^<]*)<\/td>/g)].map(([, text = '']) => text);

test('rows are the first axis, columns the second', () => {
  expect(cellsOf(renderSweep(SWEEP))).toEqual(['0.10', '0.20', '−0.30', '–', '1.50 ●', '0.40']);
});

test('a cell is the best over the other axes', () => {
  const axes = [...SWEEP.axes, { key: 'size', values: ['1', '2'] }];
  const results = [1, 9, 2, 8, 3, 7, 4, 6, 5, 5, null, 4];
  expect(cellsOf(renderSweep({ ...SWEEP, axes, results }))).toEqual(['9.00 ●', '8.00', '7.00', '6.00', '5.00', '4.00']);
  expect(cellsOf(renderSweep({ ...SWEEP, axes, results, isHigherBetter: false }))[0]).toBe('1.00 ●');
});

test('the best come first in the table, with their parameters', () => {
  const rows = [...renderSweep(SWEEP).matchAll(/<tr>\s*<td>(\d+)<\/td>\s*<td>(\d+)<\/td>/g)].map((row) => row.slice(1));
  expect(rows).toEqual([['10', '30'], ['10', '40'], ['5', '30'], ['5', '20'], ['5', '40']]); // prettier-ignore
});

test('combinations are counted with the last axis quickest', () => {
  expect([0, 2, 3, 5].map((index) => combinationAt(SWEEP.axes, index))).toEqual([['5', '20'], ['5', '40'], ['10', '20'], ['10', '40']]); // prettier-ignore
});

test('one axis is one column; no result is said', () => {
  expect(cellsOf(renderSweep({ ...SWEEP, axes: [SWEEP.axes[1] as SweepData['axes'][number]], results: [1, 2, 3] }))).toHaveLength(3); // prettier-ignore
  expect(renderSweep({ ...SWEEP, results: Array<null>(6).fill(null) })).toContain('No combination has this figure.');
});

test('names are text', () => {
  expect(renderSweep({ ...SWEEP, title: '<b>' })).toContain('<h1>&lt;b&gt;</h1>');
});
