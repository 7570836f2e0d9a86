// The bands lie so many population deviations around the mean.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectClose, lastOf, mean } from '../testing/naive-model.ts';
import { prices, windowLength } from '../testing/series.ts';
import { bollinger } from './bollinger.ts';

describe('bollinger', () => {
  test('is mean ± width·σ of the last n inputs', () => {
    fc.assert(
      fc.property(prices, windowLength, fc.double({ min: 0.1, max: 4, noNaN: true }), (xs, n, width) => {
        const bands = bollinger(n, width);
        const scale = Math.max(...xs);
        xs.forEach((x, i) => {
          bands.update(x);
          const window = lastOf(xs.slice(0, i + 1), n);
          expect(bands.ready).toBe(window !== undefined);
          if (window === undefined) {
            expect([bands.lower, bands.value, bands.upper]).toEqual([NaN, NaN, NaN]);
            return;
          }
          const middle = mean(window);
          const sigma = Math.sqrt(mean(window.map((y) => (y - middle) ** 2)));
          expectClose(bands.value, middle, 1e-9);
          expectClose(bands.upper, middle + width * sigma, 1e-9, scale);
          expectClose(bands.lower, middle - width * sigma, 1e-9, scale);
        });
      }),
    );
  });

  test('a worked example: 2, 4, 4, 4, 5, 5, 7, 9 at width 2 has bands 1 and 9 around 5', () => {
    const bands = bollinger(8, 2);
    for (const x of [2, 4, 4, 4, 5, 5, 7, 9]) bands.update(x);
    expect([bands.lower, bands.value, bands.upper]).toEqual([1, 5, 9]);
  });

  test('closes on a constant, exactly', () => {
    const bands = bollinger(7, 2);
    for (let i = 0; i < 30; i++) bands.update(0.3);
    expect([bands.lower, bands.value, bands.upper]).toEqual([0.3, 0.3, 0.3]);
  });

  test('over one input has no width', () => {
    const bands = bollinger(1, 2);
    bands.update(4);
    bands.update(9);
    expect([bands.lower, bands.value, bands.upper]).toEqual([9, 9, 9]);
  });
});
