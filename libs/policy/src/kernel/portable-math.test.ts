// e^x and ln x of our own: as near to the truth as the engine's, and the same bits for ever.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { portableExp, portableLog } from './portable-math.ts';

const finite = (bounds: fc.DoubleConstraints): fc.Arbitrary<number> => fc.double({ noNaN: true, ...bounds });
const relativeError = (value: number, truth: number): number => Math.abs(value / truth - 1);

describe('The portable exponential', () => {
  test('is right to the last bits', () => {
    fc.assert(
      fc.property(finite({ min: -700, max: 700 }), (x) => {
        expect(relativeError(portableExp(x), Math.exp(x))).toBeLessThan(5e-16);
      }),
    );
  });

  test.each([
    [0, 1],
    [-0, 1],
    [Infinity, Infinity],
    [-Infinity, 0],
    [710, Infinity],
    [-746, 0],
    [NaN, NaN],
  ])('of %d is %d', (x, result) => expect(portableExp(x)).toBe(result));

  test('has results where numbers become subnormal and where they end', () => {
    expect(portableExp(-745)).toBe(5e-324);
    expect(relativeError(portableExp(-708.5), Math.exp(-708.5))).toBeLessThan(2e-15);
    expect(relativeError(portableExp(709.78), Math.exp(709.78))).toBeLessThan(2e-15);
  });

  test('of some numbers has the bits that it always had', () => {
    expect([-20.25, -1, 0.1, 1, 3.5].map(portableExp)).toEqual([
      1.6052280551856116e-9, 0.36787944117144233, 1.1051709180756477, 2.7182818284590455, 33.11545195869231,
    ]);
  });
});

describe('The portable logarithm', () => {
  test('is right to the last bits', () => {
    fc.assert(
      fc.property(finite({ min: 1e-300, max: 1e300 }), (x) => {
        expect(Math.abs(portableLog(x) - Math.log(x))).toBeLessThan(1e-15 + 3e-16 * Math.abs(Math.log(x)));
      }),
    );
  });

  test.each([
    [1, 0],
    [0, -Infinity],
    [Infinity, Infinity],
    [-1, NaN],
    [NaN, NaN],
  ])('of %d is %d', (x, result) => expect(portableLog(x)).toBe(result));

  test('of some numbers has the bits that it always had', () => {
    expect([0.3, 2, 1e-7, 31_415.9].map(portableLog)).toEqual([
      -1.2039728043259361, 0.6931471805599453, -16.11809565095832, 10.355069413161361,
    ]);
  });

  test('undoes the exponential', () => {
    fc.assert(
      fc.property(finite({ min: -100, max: 100 }), (x) => {
        expect(Math.abs(portableLog(portableExp(x)) - x)).toBeLessThan(2e-15 + 4e-16 * Math.abs(x));
      }),
    );
  });
});
