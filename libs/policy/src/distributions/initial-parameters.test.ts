// A network to begin with: orthogonal weights of the gains that stable-baselines3 gives them, and nothing else but 0.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '@tradingbot/core';
import { layoutOf, type NetworkSpec } from '../network.ts';
import { initialParameters } from './initial-parameters.ts';
import { orthogonalMatrix } from './orthogonal.ts';

const SPEC: NetworkSpec = {
  observations: 7,
  hidden: [64, 32],
  activation: 'tanh',
  head: { kind: 'gaussian', actions: 2, sigma: { kind: 'free' } },
  critic: { kind: 'quantiles', count: 8 },
};

/** Largest distance of the products of its short side's vectors from gain² on the diagonal, and 0 beside it. */
function distanceFromOrthogonal(matrix: Float32Array, rows: number, columns: number, gain: number): number {
  const vectors = rows <= columns ? rows : columns;
  const at = (vector: number, i: number): number =>
    (rows <= columns ? matrix[vector * columns + i] : matrix[i * columns + vector]) ?? NaN;
  let worst = 0;
  for (let a = 0; a < vectors; a++) {
    for (let b = 0; b < vectors; b++) {
      let product = 0;
      for (let i = 0; i < Math.max(rows, columns); i++) product += at(a, i) * at(b, i);
      worst = Math.max(worst, Math.abs(product - (a === b ? gain * gain : 0)));
    }
  }
  return worst;
}

describe('An orthogonal matrix', () => {
  test('has orthogonal rows, or columns where those are fewer, of its gain in length', () => {
    const side = fc.integer({ min: 1, max: 24 });
    fc.assert(
      fc.property(side, side, fc.constantFrom(0.01, 1, Math.SQRT2), fc.nat(), (rows, columns, gain, seed) => {
        const matrix = orthogonalMatrix(rows, columns, gain, createRandom(seed));
        expect(distanceFromOrthogonal(matrix, rows, columns, gain)).toBeLessThan(1e-6 * (1 + gain * gain));
      }),
    );
  });

  test('is drawn evenly from all of them: each entry is 0 in the mean, its square 1 ÷ side', () => {
    const random = createRandom(2);
    const matrices = Array.from({ length: 4_000 }, () => orthogonalMatrix(3, 3, 1, random));
    for (let i = 0; i < 9; i++) {
      const mean = matrices.reduce((sum, matrix) => sum + (matrix[i] ?? NaN), 0) / matrices.length;
      const square = matrices.reduce((sum, matrix) => sum + (matrix[i] ?? NaN) ** 2, 0) / matrices.length;
      expect(Math.abs(mean)).toBeLessThan(0.04);
      expect(Math.abs(square - 1 / 3)).toBeLessThan(0.02);
    }
  });
});

describe('Initial parameters', () => {
  const parameters = initialParameters(SPEC, createRandom(1));

  test.each(layoutOf(SPEC).tensors.filter(({ shape }) => shape.length === 2))(
    'have the gain of stable-baselines3: $name',
    ({ name, shape, offset, length }) => {
      const [rows = 0, columns = 0] = shape;
      const gain = name.startsWith('action_net') ? 0.01 : name.startsWith('value_net') ? 1 : Math.SQRT2;
      const weights = parameters.subarray(offset, offset + length);
      expect(distanceFromOrthogonal(weights, rows, columns, gain)).toBeLessThan(1e-6 * (1 + gain * gain));
    },
  );

  test('are 0 for biases and log deviations', () => {
    for (const { shape, offset, length } of layoutOf(SPEC).tensors) {
      if (shape.length === 1)
        expect([...parameters.subarray(offset, offset + length)]).toEqual(new Array(length).fill(0));
    }
  });

  test('are those of their seed', () => {
    expect(initialParameters(SPEC, createRandom(1))).toEqual(parameters);
    expect(initialParameters(SPEC, createRandom(2))).not.toEqual(parameters);
  });
});
