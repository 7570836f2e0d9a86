// Bins: every value in exactly one, at edges that people can read.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { histogramOf, quantile } from './histogram.ts';

test('every value lies in the bin that counts it', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 1 }), (values) => {
      const histogram = histogramOf(values);
      if (histogram === undefined) throw new Error('there are values');
      const { start, width, counts } = histogram;
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      counts.forEach((count, bin) => {
        const inside = values.filter((value) => {
          const at = Math.floor(value / width) - Math.round(start / width);
          return Math.min(at, counts.length - 1) === bin;
        });
        expect(count).toBe(inside.length);
      });
      expect(counts.length).toBeLessThanOrEqual(39);
    }),
  );
});

test('zero is an edge, so no bin holds both gains and losses', () => {
  const histogram = histogramOf([-0.031, 0.012, 0.044]);
  expect(Math.abs(((histogram?.start ?? 1) / (histogram?.width ?? 1)) % 1)).toBeCloseTo(0, 9);
});

test('a bin is 1, 2, 2.5 or 5 times a power of ten wide', () => {
  const widthOf = (span: number) => histogramOf([0, span])?.width ?? 0;
  for (const span of [0.0017, 0.03, 0.08, 0.2, 0.44, 3]) {
    const width = widthOf(span);
    const digit = width / 10 ** Math.floor(Math.log10(width) + 1e-9);
    expect([1, 2, 2.5, 5].some((one) => Math.abs(one - digit) < 1e-9)).toBe(true);
  }
});

test('a single value and none', () => {
  expect(histogramOf([0.25])?.counts).toEqual([1]);
  expect(histogramOf([])).toBeUndefined();
});

test('a quantile lies between its neighbours', () => {
  expect(quantile([1, 2, 3, 4, 5], 0.5)).toBe(3);
  expect(quantile([0, 10], 0.05)).toBeCloseTo(0.5, 12);
  expect(quantile([7], 0.9)).toBe(7);
});
