// How near numbers must be, and the finite differences that a gradient must be near to.

import { expect } from '@jest/globals';

/** Central differences in double precision, which leave errors of about 1e-9. */
export function finiteDifferences(of: (at: Float64Array) => number, where: ArrayLike<number>): Float64Array {
  const step = 1e-5;
  const moved = Float64Array.from(where);
  return moved.map((value, i) => {
    moved[i] = value + step;
    const above = of(moved);
    moved[i] = value - step;
    const below = of(moved);
    moved[i] = value;
    return (above - below) / (2 * step);
  });
}

/** Each number within 2e-3 of itself; those below a hundredth of the largest, within 2e-5 of the largest. */
export function expectGradient(gradient: ArrayLike<number>, expected: Float64Array): void {
  const largest = largestOf(expected);
  // A gradient of nothing would agree with anything that does nothing.
  expect(largest).toBeGreaterThan(1e-3);
  expect(gradient.length).toBe(expected.length);
  expect(worst(gradient, expected, (value) => Math.max(Math.abs(value), 0.01 * largest))).toBeLessThan(2e-3);
}

/** Every number within `tolerance`, absolute up to 1 and relative beyond. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  expect(worst(actual, expected, (value) => Math.max(Math.abs(value), 1))).toBeLessThan(tolerance);
}

export const largestOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

function worst(actual: ArrayLike<number>, expected: ArrayLike<number>, scaleOf: (value: number) => number): number {
  const errors = Array.from(expected, (value, i) => Math.abs((actual[i] ?? NaN) - value) / scaleOf(value));
  return errors.some(Number.isNaN) ? NaN : largestOf(errors);
}
