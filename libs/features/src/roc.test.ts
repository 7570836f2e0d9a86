// The rate of change is in percent of the input of n updates ago.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectFollows } from '../testing/naive-model.ts';
import { prices, windowLength } from '../testing/series.ts';
import { roc } from './roc.ts';

describe('roc', () => {
  test('is 100·(x / past − 1) against the input of n updates ago', () => {
    fc.assert(
      fc.property(prices, windowLength, (xs, n) => {
        const rate = roc(n);
        const feed = (x: number) => (rate.update(x), rate);
        const naive = (past: readonly number[]) => {
          const before = past.at(-1 - n);
          return before === undefined ? undefined : 100 * ((past.at(-1) ?? NaN) / before - 1);
        };
        expectFollows(xs, feed, naive, 100);
      }),
    );
  });

  test('a worked example: from 50 to 60 is 20 percent, from 60 to 30 is −50', () => {
    const rate = roc(1);
    expect([50, 60, 30].map((x) => (rate.update(x), rate.value))).toEqual([NaN, 20, -50]);
  });

  test('is 0 against a past of 0', () => {
    const rate = roc(1);
    rate.update(0);
    rate.update(5);
    expect([rate.ready, rate.value]).toEqual([true, 0]);
  });
});
