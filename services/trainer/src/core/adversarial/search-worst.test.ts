// The adversary stays in its ball, moves only what it may, and climbs as its two methods say.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '@tradingbot/core';
import { startAnywhere } from './ball.ts';
import { searchWorst, type Slope } from './search-worst.ts';
import type { PerturbationSettings } from './settings.ts';

const WIDTH = 4;
const ROWS = 3;
/** Floats of a size near 10 are a millionth apart. */
const ROUNDING = 2e-6;

const PGD: PerturbationSettings = {
  epsilon: 0.075,
  norm: 'linf',
  method: 'pgd',
  steps: 3,
  stepSize: 0.03,
  randomStart: true,
  clipMin: null,
  clipMax: null,
};

const numbers = fc
  .array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: ROWS * WIDTH, maxLength: ROWS * WIDTH })
  .map((array) => Float32Array.from(array));
const masks = fc
  .array(fc.constantFrom(0, 1), { minLength: WIDTH, maxLength: WIDTH })
  .map((one) => Uint8Array.from(one));
const settings = fc.record<PerturbationSettings>({
  epsilon: fc.double({ min: 0, max: 2, noNaN: true }),
  norm: fc.constantFrom('linf', 'l2'),
  method: fc.constantFrom('pgd', 'fgsm'),
  steps: fc.integer({ min: 1, max: 5 }),
  stepSize: fc.double({ min: 0.001, max: 3, noNaN: true }),
  randomStart: fc.boolean(),
  clipMin: fc.constantFrom(null, -5),
  clipMax: fc.constantFrom(null, 5),
});

/** Uphill is the same way everywhere. */
const towards =
  (slopes: Float32Array): Slope =>
  (_observations, gradient) =>
    gradient.set(slopes);

function moveBy(
  one: PerturbationSettings,
  clean: Float32Array,
  mask: Uint8Array,
  slope: Slope,
  seed = 1,
): Float32Array {
  const moved = new Float32Array(ROWS * WIDTH);
  searchWorst(clean, { rows: ROWS, width: WIDTH, mask }, one, one.epsilon, createRandom(seed), slope, moved);
  return moved;
}

/** How far each row was moved, by its norm. */
const distances = (norm: PerturbationSettings['norm'], clean: Float32Array, moved: Float32Array): number[] =>
  Array.from({ length: ROWS }, (_, row) => {
    const apart = [...moved.subarray(row * WIDTH, (row + 1) * WIDTH)].map(
      (x, i) => x - (clean[row * WIDTH + i] ?? NaN),
    );
    return norm === 'linf' ? Math.max(...apart.map(Math.abs)) : Math.hypot(...apart);
  });

describe('A moved observation', () => {
  test('is in the ball around the true one, whatever the gradient', () => {
    fc.assert(
      fc.property(settings, numbers, numbers, masks, fc.nat(), (one, clean, slopes, mask, seed) => {
        const moved = moveBy(one, clean, mask, towards(slopes), seed);
        for (const distance of distances(one.norm, clean, moved)) expect(distance).toBeLessThan(one.epsilon + ROUNDING);
      }),
    );
  });

  test('is as it was where the mask forbids to move, to the bit', () => {
    fc.assert(
      fc.property(settings, numbers, numbers, masks, (one, clean, slopes, mask) => {
        const moved = moveBy(one, clean, mask, towards(slopes));
        moved.forEach((x, i) => {
          if (mask[i % WIDTH] === 0) expect(x).toBe(clean[i]);
        });
      }),
    );
  });

  test('is within the bounds when the true one is', () => {
    fc.assert(
      fc.property(settings, numbers, numbers, (one, any, slopes) => {
        const clean = any.map((x) => Math.min(Math.max(x, -5), 5));
        const bounded = { ...one, clipMin: -5, clipMax: 5 };
        for (const x of moveBy(bounded, clean, new Uint8Array(WIDTH).fill(1), towards(slopes))) {
          expect(Math.abs(x)).toBeLessThan(5 + ROUNDING);
        }
      }),
    );
  });

  test('begins evenly anywhere in the ball: the radius of half of a disc holds half of the draws', () => {
    const rows = 4_000;
    const moved = new Float32Array(rows * 2);
    const mask = Uint8Array.of(1, 1);
    const ball = { norm: 'l2', epsilon: 2, clipMin: null, clipMax: null } as const;
    startAnywhere(new Float32Array(rows * 2), { rows, width: 2, mask }, ball, createRandom(1), moved);
    const radii = Array.from({ length: rows }, (_, row) =>
      Math.hypot(moved[2 * row] ?? NaN, moved[2 * row + 1] ?? NaN),
    );
    expect(Math.abs(radii.filter((radius) => radius < Math.SQRT2).length / rows - 0.5)).toBeLessThan(0.03);
    expect(Math.max(...radii)).toBeGreaterThan(1.99);
  });
});

describe('FGSM', () => {
  const free = new Uint8Array(WIDTH).fill(1);

  test('is ε × the sign of the gradient (l∞), and ε × the gradient at length 1 (l2)', () => {
    const clean = new Float32Array(ROWS * WIDTH);
    const slopes = Float32Array.from({ length: ROWS * WIDTH }, (_, i) => [3, -4, 0, 0][i % WIDTH] ?? 0);
    const fgsm = { ...PGD, method: 'fgsm', epsilon: 0.5 } as const;
    expect([...moveBy(fgsm, clean, free, towards(slopes))].slice(0, 4)).toEqual([0.5, -0.5, 0, 0]);
    const [first, second] = moveBy({ ...fgsm, norm: 'l2' }, clean, free, towards(slopes));
    expect(first).toBeCloseTo(0.3, 6);
    expect(second).toBeCloseTo(-0.4, 6);
  });

  test('is PGD of one step as long as the radius from the true observation', () => {
    fc.assert(
      fc.property(settings, numbers, numbers, masks, (one, clean, slopes, mask) => {
        const fgsm = { ...one, epsilon: one.epsilon + 0.001, method: 'fgsm' } as const;
        const pgd = { ...fgsm, method: 'pgd', steps: 1, stepSize: fgsm.epsilon, randomStart: false } as const;
        expect(moveBy(fgsm, clean, mask, towards(slopes))).toEqual(moveBy(pgd, clean, mask, towards(slopes)));
      }),
    );
  });
});

describe('PGD', () => {
  test('follows the gradient where it is, step by step', () => {
    const clean = new Float32Array(ROWS * WIDTH);
    const slope: Slope = (observations, gradient) => {
      // Uphill is towards 0.05.
      observations.forEach((x, i) => (gradient[i] = 0.05 - x));
    };
    const one = { ...PGD, randomStart: false, steps: 3, stepSize: 0.03 };
    for (const x of moveBy(one, clean, new Uint8Array(WIDTH).fill(1), slope)) expect(x).toBeCloseTo(0.03, 6);
  });
});
