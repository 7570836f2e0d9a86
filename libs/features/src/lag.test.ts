// The lag gives back the input of n updates ago, untouched.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { signedSeries, windowLength } from '../testing/series.ts';
import { lag } from './lag.ts';

describe('lag', () => {
  test('is the input of n updates ago', () => {
    fc.assert(
      fc.property(signedSeries, windowLength, (xs, n) => {
        const past = lag(n);
        xs.forEach((x, i) => {
          past.update(x);
          expect(past.ready).toBe(i >= n);
          expect(past.value).toBe(xs[i - n] ?? NaN);
        });
      }),
    );
  });

  test('over one update is the previous input', () => {
    const past = lag(1);
    expect([3, 5, 8].map((x) => (past.update(x), past.value))).toEqual([NaN, 3, 5]);
  });
});
