// Exact integer arithmetic against plain BigInt, at every size and on both sides of 2^53.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addExact,
  compareExact,
  mulDivExact,
  mulExact,
  normalise,
  subExact,
  toFloat,
  type Exact,
  type Rounding,
} from './exact.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const TWO_53 = 2n ** 53n;

const safeInteger = fc.oneof(
  fc.maxSafeInteger().map((value) => value + 0),
  fc.integer({ min: -30, max: 30 }),
  fc.constantFrom(MAX, MAX - 1, MAX - 2, -MAX, 1 - MAX, 2 - MAX),
);
const exact: fc.Arbitrary<Exact> = fc.oneof(
  safeInteger,
  fc.bigInt({ min: -(2n ** 130n), max: 2n ** 130n }).map(normalise),
);
const positive = exact.filter((value) => value > 0);
const rounding = fc.constantFrom<Rounding>('floor', 'ceil', 'half-even');

/** The rounded quotient straight from its definition: of the two integers around it, the one that the name picks. */
function naiveQuotient(product: bigint, divisor: bigint, how: Rounding): bigint {
  const truncated = product / divisor;
  const below = truncated * divisor > product ? truncated - 1n : truncated;
  if (below * divisor === product) return below;
  if (how !== 'half-even') return how === 'floor' ? below : below + 1n;
  const distanceBelow = product - below * divisor;
  const distanceAbove = (below + 1n) * divisor - product;
  if (distanceBelow === distanceAbove) return below % 2n === 0n ? below : below + 1n;
  return distanceBelow < distanceAbove ? below : below + 1n;
}

describe('exact integers', () => {
  test.each<[bigint, Exact]>([
    [0n, 0],
    [TWO_53 - 1n, MAX],
    [TWO_53, TWO_53],
    [TWO_53 + 1n, TWO_53 + 1n],
    [1n - TWO_53, -MAX],
    [-TWO_53, -TWO_53],
  ])('%s is a number exactly when it is within ±(2^53 − 1)', (value, expected) => {
    expect(normalise(value)).toBe(expected);
  });

  test('sum, difference and product equal those of BigInt, normalised, and are never −0', () => {
    fc.assert(
      fc.property(exact, exact, safeInteger, safeInteger, (a, b, m, n) => {
        expect(addExact(a, b)).toBe(normalise(BigInt(a) + BigInt(b)));
        expect(subExact(a, b)).toBe(normalise(BigInt(a) - BigInt(b)));
        expect(mulExact(m, n)).toBe(normalise(BigInt(m) * BigInt(n)));
      }),
      { numRuns: 2_000 },
    );
  });

  test('a result that crosses 2^53 becomes a bigint without a rounding, and comes back', () => {
    expect(addExact<Exact>(MAX, 2)).toBe(TWO_53 + 1n);
    expect(subExact<Exact>(TWO_53 + 1n, 2)).toBe(MAX);
    expect(mulExact(94_906_267, 94_906_267)).toBe(9_007_199_515_875_289n);
    expect(mulExact(94_906_265, 94_906_265)).toBe(9_007_199_136_250_225);
    expect(mulExact(0, -5)).toBe(0);
  });

  test('comparison orders numbers and bigints alike', () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        const difference = BigInt(a) - BigInt(b);
        expect(Math.sign(compareExact(a, b))).toBe(difference === 0n ? 0 : difference < 0n ? -1 : 1);
      }),
    );
    expect(compareExact(TWO_53, TWO_53 + 1n)).toBeLessThan(0);
    expect(compareExact(TWO_53, MAX)).toBeGreaterThan(0);
    expect(compareExact(-TWO_53, -TWO_53)).toBe(0);
  });
});

describe('a × b ÷ divisor', () => {
  test('equals the rounded BigInt quotient at every size', () => {
    fc.assert(
      fc.property(exact, exact, positive, rounding, (a, b, divisor, how) => {
        const expected = normalise(naiveQuotient(BigInt(a) * BigInt(b), BigInt(divisor), how));
        expect(mulDivExact(a, b, divisor, how)).toBe(expected);
      }),
      { numRuns: 5_000 },
    );
  });

  test('equals it for products near ±2^53, where a floor times its divisor leaves the safe integers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50 }),
        fc.boolean(),
        fc.integer({ min: 1, max: MAX }),
        rounding,
        (off, up, by, how) => {
          const product = up ? MAX - off : off - MAX;
          expect(mulDivExact(product, 1, by, how)).toBe(normalise(naiveQuotient(BigInt(product), BigInt(by), how)));
        },
      ),
      { numRuns: 5_000 },
    );
    expect(mulDivExact(-MAX, 1, 3_002_399_751_580_331, 'floor')).toBe(-3);
  });

  test('ties go to the even neighbour, on both sides of zero and one unit off the tie to the nearer one', () => {
    const half = fc.oneof(fc.integer({ min: 1, max: 1_000 }).map(BigInt), fc.bigInt({ min: 1n, max: 2n ** 70n }));
    const whole = fc.oneof(
      fc.integer({ min: -9, max: 9 }).map(BigInt),
      fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }),
    );
    fc.assert(
      fc.property(half, whole, fc.constantFrom(-1n, 0n, 1n), (h, quotient, off) => {
        const divisor = 2n * h;
        const tie = quotient * divisor + h;
        const expected = naiveQuotient(tie + off, divisor, 'half-even');
        expect(mulDivExact(normalise(tie + off), 1, normalise(divisor), 'half-even')).toBe(normalise(expected));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each<[number, number, number, number, number]>([
    // product ÷ 2 → floor, ceil, half-even
    [5, 2, 2, 3, 2],
    [7, 2, 3, 4, 4],
    [-5, 2, -3, -2, -2],
    [-7, 2, -4, -3, -4],
    [-1, 2, -1, 0, 0],
    [6, 2, 3, 3, 3],
    [0, 2, 0, 0, 0],
  ])('%d ÷ %d is %d down, %d up and %d half-even', (product, divisor, floor, ceil, halfEven) => {
    expect(mulDivExact(product, 1, divisor, 'floor')).toBe(floor);
    expect(mulDivExact(product, 1, divisor, 'ceil')).toBe(ceil);
    expect(mulDivExact(product, 1, divisor, 'half-even')).toBe(halfEven);
  });

  test.each<Exact>([0, -1, -(2n ** 60n)])('refuses the divisor %s, which is not positive', (divisor) => {
    expect(() => mulDivExact(1, 1, divisor, 'floor')).toThrow('a divisor is positive');
  });
});

test('a safe integer becomes the double nearest to its decimal value', () => {
  fc.assert(
    fc.property(safeInteger, fc.integer({ min: 0, max: 18 }), (value, scale) => {
      expect(toFloat(value, scale)).toBe(Number(`${value}e-${scale}`));
    }),
  );
});
