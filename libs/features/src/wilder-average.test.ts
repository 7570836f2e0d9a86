// Wilder's average follows its recursion from a simple mean.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectFollows, naiveWilder } from '../testing/naive-model.ts';
import { prices, windowLength } from '../testing/series.ts';
import { wilderAverage } from './wilder-average.ts';

describe('wilderAverage', () => {
  test('follows weight 1/n from the mean of its first n inputs', () => {
    fc.assert(
      fc.property(prices, windowLength, (xs, n) => {
        const average = wilderAverage(n);
        const feed = (x: number) => (average.update(x), average);
        expectFollows(xs, feed, (past) => naiveWilder(past, n));
      }),
    );
  });

  test('a worked example: 2 and 4 seed it at 3, then 9 moves it half way', () => {
    const average = wilderAverage(2);
    const seen = [2, 4, 9].map((x) => (average.update(x), average.value));
    expect(seen).toEqual([NaN, 3, 6]);
  });

  test('over one input is that input', () => {
    const average = wilderAverage(1);
    average.update(3);
    average.update(5);
    expect(average.value).toBe(5);
  });
});
