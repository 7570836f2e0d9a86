// Prices that went through doubles and floats come back as the decimals that they were.

import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { scaledFromDouble, scaledFromFloat } from './price-from-double.ts';

test('the nearest double of a decimal gives that decimal', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e14 }), fc.integer({ min: 0, max: 10 }), (value, scale) => {
      expect(scaledFromDouble(value / 10 ** scale, scale)).toBe(value);
    }),
  );
});

test('so does the nearest float of six digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 0, max: 6 }), (value, scale) => {
      expect(scaledFromFloat(Math.fround(value / 10 ** scale), scale)).toBe(value);
    }),
  );
});

test('noise is forgiven, a finer price is not', () => {
  expect(scaledFromDouble(0.1 + 0.2, 1)).toBe(3);
  expect(scaledFromDouble(100.005, 2)).toBe(NaN);
  expect(scaledFromDouble(1_000_000.0005, 2)).toBe(NaN);
  expect(scaledFromDouble(0.010001, 2)).toBe(NaN);
  expect(scaledFromFloat(Math.fround(1.005), 2)).toBe(NaN);
});
