// Rolling highest and lowest, held to Math.max and Math.min of the window.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lastOf } from '../testing/naive-model.ts';
import { signedSeries, windowLength } from '../testing/series.ts';
import { rollingMax, rollingMin } from './rolling-extreme.ts';

describe.each([
  ['rollingMax', rollingMax, Math.max],
  ['rollingMin', rollingMin, Math.min],
])('%s', (_name, make, pick) => {
  test('is exactly the extreme of the last n inputs', () => {
    fc.assert(
      fc.property(signedSeries, windowLength, (xs, n) => {
        const extreme = make(n);
        xs.forEach((x, i) => {
          extreme.update(x);
          const window = lastOf(xs.slice(0, i + 1), n);
          expect(extreme.ready).toBe(window !== undefined);
          expect(extreme.value).toBe(window === undefined ? NaN : pick(...window));
        });
      }),
    );
  });

  test.each([
    ['rising', (i: number) => i + 1],
    ['falling', (i: number) => -i - 1],
    ['constant', () => 5],
  ])('holds on a long %s series', (_shape, at) => {
    const n = 4;
    const extreme = make(n);
    for (let i = 0; i < 100; i++) {
      extreme.update(at(i));
      if (i + 1 >= n) expect(extreme.value).toBe(pick(at(i), at(i - 1), at(i - 2), at(i - 3)));
    }
  });

  test('over one input is that input', () => {
    const extreme = make(1);
    for (const x of [3, 9, -4, 0]) {
      extreme.update(x);
      expect(extreme.value).toBe(x);
    }
  });
});
