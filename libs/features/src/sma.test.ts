// The simple moving average is the mean of its window: at once, after a million updates, and after an outlier.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectClose, expectFollows, lastOf, mean } from '../testing/naive-model.ts';
import { prices, uniforms, windowLength } from '../testing/series.ts';
import { sma } from './sma.ts';

describe('sma', () => {
  test('is the mean of the last n inputs', () => {
    fc.assert(
      fc.property(prices, windowLength, (xs, n) => {
        const average = sma(n);
        const feed = (x: number) => (average.update(x), average);
        expectFollows(xs, feed, (past) => {
          const window = lastOf(past, n);
          return window && mean(window);
        });
      }),
    );
  });

  test('agrees with the mean of its window after each of a million updates', () => {
    const n = 50;
    const xs = uniforms(7, 1_000_000).map((u, i) => (u + 0.01) * (i % 1000 === 500 ? 1e9 : 100));
    const average = sma(n);
    let worst = 0;
    xs.forEach((x, i) => {
      average.update(x);
      if (i + 1 < n) return;
      let sum = 0;
      for (let j = i - n + 1; j <= i; j++) sum += xs[j] ?? NaN;
      worst = Math.max(worst, Math.abs(average.value / (sum / n) - 1));
    });
    expect(worst).toBeLessThan(1e-9);
  });

  test('forgets an outlier as soon as it has left the window', () => {
    const average = sma(4);
    for (const x of [1, 1, 1e18, 1, 1, 1]) average.update(x);
    expect(average.value).toBeGreaterThan(1e17);
    average.update(1);
    expect(average.value).toBe(1);
  });

  test('of a constant is that constant exactly', () => {
    for (let n = 1; n <= 60; n++) {
      const average = sma(n);
      for (let i = 1; i <= 3 * n; i++) {
        average.update(0.1);
        if (i >= n) expect(average.value).toBe(0.1);
      }
    }
  });

  test('over one input is that input', () => {
    const average = sma(1);
    for (const x of [3, -7.25, 1e9]) {
      average.update(x);
      expect(average.value).toBe(x);
    }
  });

  test('is as exact for large windows', () => {
    const xs = [...uniforms(11, 5000)];
    const average = sma(1999);
    xs.forEach((x) => average.update(x));
    expectClose(average.value, mean(xs.slice(-1999)), 1e-12);
  });
});
