// The digits are those that JavaScript prints.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { digitsOf } from './digits.ts';

test('prints every whole number as String does', () => {
  const edges = [0, 9, 10, 999, 1_000, 1_001, 999_999, 1_000_000, Number.MAX_SAFE_INTEGER];
  for (const whole of edges) expect(digitsOf(whole)).toBe(String(whole));
  fc.assert(fc.property(fc.nat({ max: 2 ** 31 - 1 }), (whole) => void expect(digitsOf(whole)).toBe(String(whole))));
  fc.assert(fc.property(fc.maxSafeNat(), (whole) => void expect(digitsOf(whole)).toBe(String(whole))));
});
