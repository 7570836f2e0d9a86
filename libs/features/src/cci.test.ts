// The commodity channel index is Lambert's, and 0 where nothing moves.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectClose, lastOf, mean } from '../testing/naive-model.ts';
import { bars, windowLength } from '../testing/series.ts';
import { cci } from './cci.ts';

describe('cci', () => {
  test('is (tp − mean) / (0.015·mean deviation) over the last n typical prices', () => {
    fc.assert(
      fc.property(bars, windowLength, (rows, n) => {
        const index = cci(n);
        const typicals = rows.map(({ high, low, close }) => (high + low + close) / 3);
        rows.forEach(({ high, low, close }, i) => {
          index.update(high, low, close);
          const window = lastOf(typicals.slice(0, i + 1), n);
          expect(index.ready).toBe(window !== undefined);
          if (window === undefined) {
            expect(index.value).toBeNaN();
            return;
          }
          const centre = mean(window);
          const deviation = mean(window.map((tp) => Math.abs(tp - centre)));
          if (deviation <= 1e-9 * centre) expect(Math.abs(index.value)).toBeLessThanOrEqual((n + 1) / 0.015);
          else expectClose(index.value, ((typicals[i] ?? NaN) - centre) / (0.015 * deviation), 1e-5, 100);
        });
      }),
    );
  });

  test('a worked example: 1, 2, 6 is 3 above a mean of 3 with mean deviation 2', () => {
    const index = cci(3);
    for (const tp of [50, 1, 2, 6]) index.update(tp, tp, tp);
    expectClose(index.value, 100, 1e-12);
  });

  test('is exactly 0 on a constant whose sum does not divide back', () => {
    for (let n = 1; n <= 60; n++) {
      const index = cci(n);
      for (let i = 0; i < 2 * n; i++) index.update(0.3, 0.1, 0.1);
      expect(index.value).toBe(0);
    }
  });
});
