// Momentum is the difference from the input of n updates ago.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { signedSeries, windowLength } from '../testing/series.ts';
import { momentum } from './momentum.ts';

describe('momentum', () => {
  test('is the newest input less the one of n updates ago', () => {
    fc.assert(
      fc.property(signedSeries, windowLength, (xs, n) => {
        const moved = momentum(n);
        xs.forEach((x, i) => {
          moved.update(x);
          expect(moved.ready).toBe(i >= n);
          expect(moved.value).toBe(x - (xs[i - n] ?? NaN));
        });
      }),
    );
  });

  test('over one update is the change, and 0 on a constant', () => {
    const moved = momentum(1);
    expect([3, 5, 5, 1].map((x) => (moved.update(x), moved.value))).toEqual([NaN, 2, 0, -4]);
  });
});
