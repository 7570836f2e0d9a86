// The normal distribution against numerical integration of its density, and its draws against both.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '@tradingbot/core';
import { distributionOf } from './distribution.ts';
import { deviationsOf, drawNormals } from './gaussian.ts';

const one = distributionOf({ kind: 'gaussian', actions: 1, sigma: { kind: 'free' } });
const two = distributionOf({ kind: 'gaussian', actions: 2, sigma: { kind: 'free' } });

const mean = fc.double({ min: -3, max: 3, noNaN: true }).map(Math.fround);
const deviation = fc.double({ min: 0.2, max: 2, noNaN: true });

function logProb(mean: number, deviation: number, action: number): number {
  const written = new Float32Array(1);
  one.logProb(Float32Array.of(mean), Float64Array.of(deviation), Float32Array.of(action), 1, written);
  return written[0] as number;
}

/** ∫ f(x) dx over ±9 deviations, by the midpoint rule. */
function integral(mean: number, deviation: number, f: (x: number) => number): number {
  const steps = 2_000;
  const width = (18 * deviation) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += f(mean - 9 * deviation + (i + 0.5) * width) * width;
  return sum;
}

describe('A normal distribution', () => {
  test('has a density that comes to 1', () => {
    fc.assert(
      fc.property(mean, deviation, (mean, deviation) => {
        const whole = integral(mean, deviation, (x) => Math.exp(logProb(mean, deviation, x)));
        expect(whole).toBeCloseTo(1, 4);
      }),
      { numRuns: 20 },
    );
  });

  test('has as entropy −∫ p ln p', () => {
    fc.assert(
      fc.property(mean, deviation, (mean, deviation) => {
        const written = new Float32Array(1);
        one.entropy(Float32Array.of(mean), Float64Array.of(deviation), 1, written);
        const byDefinition = integral(mean, deviation, (x) => {
          const log = logProb(mean, deviation, x);
          return -Math.exp(log) * log;
        });
        expect(written[0]).toBeCloseTo(byDefinition, 4);
      }),
      { numRuns: 20 },
    );
  });

  test('has as divergence ∫ p (ln p − ln q)', () => {
    fc.assert(
      fc.property(mean, deviation, mean, deviation, (mean, deviation, otherMean, otherDeviation) => {
        const written = new Float32Array(1);
        const [p, q] = [Float64Array.of(deviation), Float64Array.of(otherDeviation)];
        one.kl(Float32Array.of(mean), p, Float32Array.of(otherMean), q, 1, written);
        const byDefinition = integral(mean, deviation, (x) => {
          const log = logProb(mean, deviation, x);
          return Math.exp(log) * (log - logProb(otherMean, otherDeviation, x));
        });
        expect(Math.abs((written[0] as number) - byDefinition)).toBeLessThan(1e-4 * (1 + byDefinition));
      }),
      { numRuns: 20 },
    );
  });

  test('of several actions adds up what it says of each', () => {
    const written = new Float32Array(2);
    const means = Float32Array.of(0, 1, 2, 3);
    const actions = Float32Array.of(0.5, -1, 2, 5);
    two.logProb(means, Float64Array.of(0.5, 2), actions, 2, written);
    expect(written[0]).toBeCloseTo(logProb(0, 0.5, 0.5) + logProb(1, 2, -1), 6);
    expect(written[1]).toBeCloseTo(logProb(2, 0.5, 2) + logProb(3, 2, 5), 6);
  });

  test('draws what it says that it draws, and says how likely that was', () => {
    const rows = 40_000;
    const means = new Float32Array(2 * rows).map((_, i) => (i % 2 === 0 ? 1 : -2));
    const deviations = Float64Array.of(0.5, 2);
    const actions = new Float32Array(2 * rows);
    const [drawn, asked] = [new Float32Array(rows), new Float32Array(rows)];
    two.sample(means, deviations, rows, createRandom(5), actions, drawn);
    two.logProb(means, deviations, actions, rows, asked);
    expect(drawn).toEqual(asked);
    const column = (which: number) => actions.filter((_, i) => i % 2 === which);
    // The deviation of a mean over 40,000 is σ ÷ 200.
    expect(Math.abs(meanOf(column(0)) - 1)).toBeLessThan(4 * 0.0025);
    expect(Math.abs(meanOf(column(1)) + 2)).toBeLessThan(4 * 0.01);
    expect(deviationOf(column(0))).toBeCloseTo(0.5, 1);
    expect(deviationOf(column(1))).toBeCloseTo(2, 1);
  });

  test('draws the same of the same generator, and nothing else hangs on what was drawn before', () => {
    const straight = new Float32Array(8);
    drawNormals(createRandom(3), straight, 8);
    const random = createRandom(3);
    const [first, second] = [new Float32Array(2), new Float32Array(6)];
    drawNormals(random, first, 2);
    drawNormals(random, second, 6);
    expect([...first, ...second]).toEqual([...straight]);
  });

  test('is likeliest at its mean', () => {
    const actions = new Float32Array(2);
    two.mode(Float32Array.of(0.25, -7), 1, actions);
    expect([...actions]).toEqual([0.25, -7]);
  });
});

describe('A deviation', () => {
  test('is e^parameter where it is free', () => {
    const [first, second] = deviationsOf({ kind: 'free' }, Float32Array.of(0, -1));
    expect(first).toBe(1);
    expect(second).toBeCloseTo(Math.exp(-1), 12);
  });

  test('is in the middle of its bounds at 0, and never beyond them', () => {
    const sigma = { kind: 'bounded', min: 0.2, max: 1.5 } as const;
    const [middle, least, most] = deviationsOf(sigma, Float32Array.of(0, -100, 100));
    expect(middle).toBeCloseTo(0.85, 12);
    expect(least).toBeCloseTo(0.2, 12);
    expect(most).toBeCloseTo(1.5, 12);
  });
});

test('Normal draws have the kurtosis and the tails of a normal distribution', () => {
  const draws = new Float64Array(100_000);
  drawNormals(createRandom(11), draws, draws.length);
  const fourth = draws.reduce((sum, x) => sum + x ** 4, 0) / draws.length;
  const beyondTwo = draws.filter((x) => Math.abs(x) > 2).length / draws.length;
  expect(Math.abs(fourth - 3)).toBeLessThan(0.15);
  expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.003);
});

const meanOf = (numbers: Float32Array): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const deviationOf = (numbers: Float32Array): number => {
  const mean = meanOf(numbers);
  return Math.sqrt(numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length);
};
