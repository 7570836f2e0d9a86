// How much of the returns the critic foresaw, by the definition and at its three landmarks.

import { expect, test } from '@jest/globals';
import { explainedVariance } from './explained-variance.ts';

const RETURNS = Float32Array.of(1, 2, 3, 6);

test.each<[said: string, values: number[], share: number]>([
  ['the returns themselves', [1, 2, 3, 6], 1],
  ['the returns but for a constant', [11, 12, 13, 16], 1],
  ['always the same', [3, 3, 3, 3], 0],
  ['the opposite', [-1, -2, -3, -6], -3],
  // Errors 0, 0, 0 and 2 have a variance of 0.75; the returns one of 3.5.
  ['all but the last', [1, 2, 3, 4], 1 - 0.75 / 3.5],
])('A critic that says %s explains %j as %d', (_said, values, share) => {
  expect(explainedVariance(Float32Array.from(values), RETURNS)).toBeCloseTo(share, 6);
});

test('Returns that are all the same leave nothing to explain', () => {
  expect(explainedVariance(Float32Array.of(1, 2), Float32Array.of(5, 5))).toBeNull();
});
