// The fit is the most likely point of its grid, and finds again what made the returns.

import { describe, expect, test } from '@jest/globals';
import { createRandom, nextFloat } from '@tradingbot/core';
import fc from 'fast-check';
import { naiveGarch } from '../../../testing/naive-features.ts';
import { sum } from '../../../testing/naive-model.ts';
import { ALPHAS, fitGarch, PERSISTENCES } from './garch-fit.ts';

/** Squared returns of a GARCH(1,1) with variance `target`, normal surprises. */
function simulated(seed: number, n: number, target: number, alpha: number, left: number): Float64Array {
  const random = createRandom(seed);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - nextFloat(random))) * Math.cos(2 * Math.PI * nextFloat(random));
  let h = target;
  return Float64Array.from({ length: n }, () => {
    const square = h * normal() ** 2;
    h = target * (1 - left) + alpha * square + (left - alpha) * h;
    return square;
  });
}

const cost = (window: readonly number[], alpha: number, left: number): number =>
  naiveGarch(window, sum(window) / window.length, alpha, left).cost;

describe('fitGarch', () => {
  test('is the most likely point of the grid, wherever the ring begins', () => {
    const sizes = fc.array(fc.double({ min: 1e-4, max: 1, noNaN: true }), { minLength: 50, maxLength: 200 });
    fc.assert(
      fc.property(sizes, fc.nat(), (sizes, turn) => {
        const window = sizes.map((size) => size * size);
        const start = turn % window.length;
        const ring = window.map((_square, at) => window[(at - start + window.length) % window.length] ?? NaN);
        const fit = fitGarch(Float64Array.from(ring), start);
        if (fit === undefined) throw new Error('nothing moved');
        const best = Math.min(...ALPHAS.flatMap((alpha) => PERSISTENCES.map((left) => cost(window, alpha, left))));
        expect(cost(window, fit.alpha, fit.alpha + fit.beta)).toBeCloseTo(best, 6);
        const target = sum(window) / window.length;
        expect(fit.omega / target).toBeCloseTo(1 - fit.alpha - fit.beta, 9);
        expect(fit.next / naiveGarch(window, target, fit.alpha, fit.alpha + fit.beta).next).toBeCloseTo(1, 9);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    [0.05, 0.95],
    [0.12, 0.92],
    [0.23, 0.85],
  ])('finds α %d and α + β %d again, to a step of the grid, in 20,000 returns of such a market', (alpha, left) => {
    const fit = fitGarch(simulated(11, 20_000, 4e-4, alpha, left), 0);
    const steps = (grid: readonly number[], found: number, true_: number): number =>
      Math.abs(grid.findIndex((point) => Math.abs(point - found) < 1e-9) - grid.indexOf(true_));
    expect(steps(ALPHAS, fit?.alpha ?? NaN, alpha)).toBeLessThanOrEqual(1);
    expect(steps(PERSISTENCES, (fit?.alpha ?? NaN) + (fit?.beta ?? NaN), left)).toBeLessThanOrEqual(1);
  });

  test('expects more after a large return than after a small one', () => {
    const calm = simulated(5, 300, 1e-4, 0.12, 0.95);
    const shaken = calm.slice();
    shaken[299] = 0.01;
    expect(fitGarch(shaken, 0)?.next).toBeGreaterThan(2 * (fitGarch(calm, 0)?.next ?? NaN));
  });

  test('fits nothing where nothing moves, or where squares are beyond what a double holds', () => {
    expect(fitGarch(new Float64Array(60), 0)).toBeUndefined();
    expect(fitGarch(new Float64Array(60).fill(1e-30), 0)).toBeUndefined();
    expect(fitGarch(new Float64Array(60).fill(1e308), 0)).toBeUndefined();
  });
});
