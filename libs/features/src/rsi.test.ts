// The relative strength index is Wilder's, in his own form 100 − 100 / (1 + RS).

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectFollows, naiveWilder } from '../testing/naive-model.ts';
import { prices, windowLength } from '../testing/series.ts';
import { rsi } from './rsi.ts';

function naiveRsi(xs: readonly number[], n: number): number | undefined {
  const changes = xs.slice(1).map((x, i) => x - (xs[i] ?? NaN));
  const gain = naiveWilder(
    changes.map((change) => Math.max(change, 0)),
    n,
  );
  const loss = naiveWilder(
    changes.map((change) => Math.max(-change, 0)),
    n,
  );
  if (gain === undefined || loss === undefined) return undefined;
  if (gain === 0 && loss === 0) return 50;
  return 100 - 100 / (1 + gain / loss);
}

function valuesOf(n: number, xs: readonly number[]): number[] {
  const index = rsi(n);
  return xs.map((x) => (index.update(x), index.value));
}

describe('rsi', () => {
  test('is 100 − 100 / (1 + average gain / average loss)', () => {
    fc.assert(
      fc.property(prices, windowLength, (xs, n) => {
        const index = rsi(n);
        const feed = (x: number) => (index.update(x), index);
        expectFollows(xs, feed, (past) => naiveRsi(past, n), 100);
      }),
    );
  });

  test('a worked example: up 3, down 1 over two changes is 75', () => {
    expect(valuesOf(2, [10, 13, 12])).toEqual([NaN, NaN, 75]);
  });

  test('is 50 where nothing moves, 100 where all rises, 0 where all falls', () => {
    expect(valuesOf(3, [7, 7, 7, 7, 7]).slice(3)).toEqual([50, 50]);
    expect(valuesOf(3, [1, 2, 3, 4, 5]).slice(3)).toEqual([100, 100]);
    expect(valuesOf(3, [5, 4, 3, 2, 1]).slice(3)).toEqual([0, 0]);
  });

  test('over one change knows only its direction', () => {
    expect(valuesOf(1, [5, 6, 4, 4])).toEqual([NaN, 100, 0, 50]);
  });
});
