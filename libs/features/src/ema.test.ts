// The exponential average follows its recursion from a simple mean.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectClose, expectFollows, naiveEma } from '../testing/naive-model.ts';
import { prices, windowLength } from '../testing/series.ts';
import { ema } from './ema.ts';

describe('ema', () => {
  test('follows alpha = 2 / (n + 1) from the mean of its first n inputs', () => {
    fc.assert(
      fc.property(prices, windowLength, (xs, n) => {
        const average = ema(n);
        const feed = (x: number) => (average.update(x), average);
        expectFollows(xs, feed, (past) => naiveEma(past, n));
      }),
    );
  });

  test('a worked example: 2, 4, 6 seed it at 4, then 8 moves it half way', () => {
    const average = ema(3);
    const seen = [2, 4, 6, 8, 0].map((x) => (average.update(x), average.value));
    expect(seen).toEqual([NaN, NaN, 4, 6, 3]);
  });

  test('stays at a constant', () => {
    const average = ema(20);
    for (let i = 0; i < 10_000; i++) average.update(0.1);
    expectClose(average.value, 0.1, 1e-14);
  });

  test('over one input is that input', () => {
    const average = ema(1);
    for (const x of [3, 1e16, 1]) {
      average.update(x);
      expect(average.value).toBe(x);
    }
  });
});
