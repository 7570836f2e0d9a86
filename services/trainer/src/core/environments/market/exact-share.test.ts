import { describe, expect, test } from '@jest/globals';
import { mulDivExact } from '@tradingbot/domain';
import * as fc from 'fast-check';
import { ceilShare, floorShare, LARGEST_DIVISOR } from './exact-share.ts';

const BILLION = 1_000_000_000;

describe('a share of money', () => {
  const money = fc.maxSafeInteger().map(Math.abs);
  const part = fc.integer({ min: 0, max: BILLION });
  const divisor = fc.oneof(fc.constant(BILLION), fc.integer({ min: BILLION, max: LARGEST_DIVISOR }));

  test('is what exact arithmetic says, rounded down and up', () => {
    fc.assert(
      fc.property(money, part, divisor, (a, b, d) => {
        expect(floorShare(a, b, d, 1 / d)).toBe(mulDivExact(a, b, d, 'floor'));
        expect(ceilShare(a, b, d, 1 / d)).toBe(mulDivExact(a, b, d, 'ceil'));
      }),
      { numRuns: 3_000 },
    );
  });

  test('is exact where the product is a multiple of the divisor, or one beside it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: BILLION - 1 }), part, fc.integer({ min: -1, max: 1 }), (a, b, beside) => {
        // b × (whole multiples of the divisor, give or take one).
        const near = Math.max(0, a * 1_000_000 + beside);
        expect(floorShare(near, b, BILLION, 1 / BILLION)).toBe(mulDivExact(near, b, BILLION, 'floor'));
        expect(ceilShare(near, b, BILLION, 1 / BILLION)).toBe(mulDivExact(near, b, BILLION, 'ceil'));
      }),
      { numRuns: 3_000 },
    );
  });

  test('is exact where a quotient is whole, or a billionth beside it, which doubles cannot tell apart', () => {
    const beside = fc.integer({ min: -2, max: 2 });
    const wholes = fc.integer({ min: 0, max: 6_000_000 });
    const off = { tooLow: 0, tooHigh: 0 };
    fc.assert(
      fc.property(divisor, part, beside, wholes, (d, b, remainder, whole) => {
        const rest = restWith(d, b, remainder);
        if (rest === undefined) return;
        const a = whole * d + rest;
        expect(floorShare(a, b, d, 1 / d)).toBe(mulDivExact(a, b, d, 'floor'));
        expect(ceilShare(a, b, d, 1 / d)).toBe(mulDivExact(a, b, d, 'ceil'));
        const error = Math.floor(rest * b * (1 / d)) - Number(mulDivExact(rest, b, d, 'floor'));
        if (error < 0) off.tooLow += 1;
        if (error > 0) off.tooHigh += 1;
      }),
      { numRuns: 4_000 },
    );
    expect(off.tooLow).toBeGreaterThan(10);
    expect(off.tooHigh).toBeGreaterThan(10);
  });

  test.each([
    [0, 0, BILLION],
    [Number.MAX_SAFE_INTEGER, BILLION, BILLION],
    [Number.MAX_SAFE_INTEGER, BILLION, LARGEST_DIVISOR],
    [999_999_999, 999_999_999, BILLION],
    [LARGEST_DIVISOR - 1, BILLION, LARGEST_DIVISOR],
    [1, 1, BILLION],
    [5 * BILLION - 1, 1, BILLION],
    [BILLION * 9_007_199, BILLION, BILLION],
    [BILLION * 9_007_199 - 1, BILLION, BILLION],
  ])('%d × %d ÷ %d at the edges', (a, b, d) => {
    expect(floorShare(a, b, d, 1 / d)).toBe(mulDivExact(a, b, d, 'floor'));
    expect(ceilShare(a, b, d, 1 / d)).toBe(mulDivExact(a, b, d, 'ceil'));
  });
});

/** The number below `divisor` whose product with `b` leaves `remainder`; none where the two have a factor in common. */
function restWith(divisor: number, b: number, remainder: number): number | undefined {
  // Euclid's algorithm, with the multiple of b that makes each of its remainders.
  let [larger, smaller] = [BigInt(divisor), BigInt(b)];
  let [before, inverse] = [0n, 1n];
  while (smaller > 1n) {
    const times = larger / smaller;
    [larger, smaller] = [smaller, larger - times * smaller];
    [before, inverse] = [inverse, before - times * inverse];
  }
  if (smaller === 0n) return undefined;
  const rest = (inverse * BigInt(remainder)) % BigInt(divisor);
  return Number(rest < 0n ? rest + BigInt(divisor) : rest);
}
