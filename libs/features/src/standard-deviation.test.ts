// The rolling deviation is the population one of its window, also where prices are large and moves are small.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectClose, expectFollows, lastOf, mean } from '../testing/naive-model.ts';
import { signedSeries, uniforms, windowLength } from '../testing/series.ts';
import { standardDeviation } from './standard-deviation.ts';

function naiveDeviation(xs: readonly number[]): number {
  const centre = mean(xs);
  return Math.sqrt(mean(xs.map((x) => (x - centre) ** 2)));
}

describe('standardDeviation', () => {
  test('is the root of the mean squared difference from the mean of the last n inputs', () => {
    fc.assert(
      fc.property(signedSeries, windowLength, (xs, n) => {
        const scale = Math.max(...xs.map(Math.abs));
        const deviation = standardDeviation(n);
        const feed = (x: number) => (deviation.update(x), deviation);
        expectFollows(
          xs,
          feed,
          (past) => {
            const window = lastOf(past, n);
            if (window !== undefined) expectClose(deviation.mean, mean(window), 1e-9, scale);
            else expect(deviation.mean).toBeNaN();
            return window && naiveDeviation(window);
          },
          scale * 1e-6,
        );
      }),
    );
  });

  test('a worked example: 2, 4, 4, 4, 5, 5, 7, 9 deviate by 2 around 5', () => {
    const deviation = standardDeviation(8);
    for (const x of [100, 2, 4, 4, 4, 5, 5, 7, 9]) deviation.update(x);
    expectClose(deviation.mean, 5, 1e-14);
    expectClose(deviation.value, 2, 1e-14);
  });

  test('keeps its digits where prices are a billion times their moves, for a million updates', () => {
    const n = 40;
    const xs = uniforms(3, 1_000_000).map((u) => 1e6 + u * 1e-3);
    const deviation = standardDeviation(n);
    let worst = 0;
    xs.forEach((x, i) => {
      deviation.update(x);
      if (i % 97 !== 0 || i + 1 < n) return;
      worst = Math.max(worst, Math.abs(deviation.value / naiveDeviation([...xs.slice(i - n + 1, i + 1)]) - 1));
    });
    expect(worst).toBeLessThan(1e-6);
  });

  test('forgets an outlier as soon as it has left the window', () => {
    const deviation = standardDeviation(3);
    for (const x of [1, 1e12, 1, 3, 1]) deviation.update(x);
    expectClose(deviation.value, Math.sqrt(8 / 9), 1e-12);
  });

  test('of a constant is 0 and its mean that constant, exactly, even after other prices', () => {
    for (let n = 1; n <= 40; n++) {
      const deviation = standardDeviation(n);
      for (let i = 0; i < n + 3; i++) deviation.update(i * 1e5 + 0.7);
      for (let i = 0; i < n; i++) deviation.update(0.1);
      expect([deviation.value, deviation.mean]).toEqual([0, 0.1]);
    }
  });
});
