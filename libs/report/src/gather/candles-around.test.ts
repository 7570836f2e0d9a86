// Bars around fills: two dozen on each side, each of them once.

import { expect, test } from '@jest/globals';
import { createCandlesAround } from './candles-around.ts';

function around(marks: readonly number[], most = 1_000): readonly number[] {
  const candles = createCandlesAround(1, most);
  for (let bar = 1; bar <= 200; bar++) {
    candles.add(bar, bar, bar + 1, bar - 1, bar);
    if (marks.includes(bar)) candles.mark();
  }
  return candles.columns().time;
}

const from = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

test('the bars before a fill are kept and those after it', () => {
  expect(around([100])).toEqual(from(77, 124));
});

test('near fills share their bars, and order is kept', () => {
  expect(around([60, 70])).toEqual(from(37, 94));
});

test('at the beginning there are fewer', () => {
  expect(around([3])).toEqual(from(1, 27));
});

test('no more than asked for', () => {
  expect(around([100], 30)).toEqual(from(77, 106));
});

test('without a fill nothing is kept', () => {
  expect(around([])).toEqual([]);
});

test('a bar is kept whole', () => {
  const candles = createCandlesAround(60, 10);
  candles.add(120, 5, 8, 3, 6);
  candles.mark();
  expect(candles.columns()).toEqual({ step: 60, time: [120], open: [5], high: [8], low: [3], close: [6] });
});
