// The compiled kernel against plain loops: products of any shape, tanh, transposition and Adam.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createKernel } from './kernel.ts';
import { padded } from './memory-plan.ts';

const PLACES = { a: 0, b: 1 << 16, start: 2 << 16, c: 3 << 16 };
const { kernel, memory } = createKernel(4 << 16);
const numbers = (at: number, length: number): Float32Array => new Float32Array(memory, at, length);
const filled = (at: number, length: number, seed: number): Float32Array =>
  numbers(at, length).map((_, i, all) => (all[i] = Math.fround(Math.sin(seed + 1.7 * i))));
/** Number `at` of an array; a place outside of it is a mistake of the test. */
const of = (values: Float32Array, at: number): number => values[at] ?? NaN;

describe('A product', () => {
  const shapes = fc.record({
    m: fc.integer({ min: 1, max: 21 }),
    n: fc.nat(10),
    k: fc.nat(33),
    isTransposed: fc.boolean(),
  });

  test('is the chain of additions that it says, bit by bit, whatever its shape', () => {
    fc.assert(
      fc.property(shapes, ({ m, n: quarters, k, isTransposed }) => {
        const n = padded(4 * quarters + 1);
        const [a, b, start] = [filled(PLACES.a, m * k, 1), filled(PLACES.b, k * n, 2), filled(PLACES.start, m * n, 3)];
        const [row, step] = isTransposed ? [1, m] : [k, 1];
        kernel.multiply(PLACES.a, 4 * row, 4 * step, PLACES.b, 4 * n, PLACES.start, 4 * n, PLACES.c, 4 * n, m, n, k);
        const expected = Float32Array.from({ length: m * n }, (_, at) => {
          const [i, j] = [Math.floor(at / n), at % n];
          let sum = of(start, at);
          for (let l = 0; l < k; l++)
            sum = Math.fround(sum + Math.fround(of(a, i * row + l * step) * of(b, l * n + j)));
          return sum;
        });
        expect(numbers(PLACES.c, m * n)).toEqual(expected);
      }),
    );
  });

  test('may begin with the same numbers in every row', () => {
    filled(PLACES.a, 5, 1);
    const [bias, row] = [filled(PLACES.start, 4, 2), filled(PLACES.b, 4, 3)];
    kernel.multiply(PLACES.a, 4, 4, PLACES.b, 16, PLACES.start, 0, PLACES.c, 16, 5, 4, 1);
    const last = [0, 1, 2, 3].map((j) =>
      Math.fround(of(bias, j) + Math.fround(of(numbers(PLACES.a, 5), 4) * of(row, j))),
    );
    expect([...numbers(PLACES.c + 64, 4)]).toEqual(last);
  });
});

describe('The tanh of the kernel', () => {
  const tanh = (values: readonly number[]): Float32Array => {
    const place = numbers(PLACES.a, padded(values.length));
    place.fill(0);
    place.set(values);
    kernel.tanh(PLACES.a, place.length);
    return place.slice(0, values.length);
  };

  test('is off by less than 3.5e-7, absolutely and relatively', () => {
    const xs = Float32Array.from(
      { length: 16_000 },
      (_, i) => (i % 2 === 0 ? 1 : -1) * 10 ** (-6 + (7.2 * i) / 16_000),
    );
    const worst = tanh([...xs]).map((y, i) => Math.abs(y / Math.tanh(of(xs, i)) - 1));
    expect(Math.max(...worst)).toBeLessThan(3.5e-7);
  });

  test('never leaves −1 … 1, so that its slope is never negative', () => {
    const xs = Array.from({ length: 8_000 }, (_, i) => 4 + i / 1_000);
    expect(Math.max(...tanh([...xs, 1e30, Infinity]))).toBeLessThanOrEqual(1);
    expect([...tanh([-1e30, -Infinity])].every((y) => y >= -1 && y < -0.9999997)).toBe(true);
  });

  test('is odd, keeps zero and NaN', () => {
    const xs = [1e-30, 0.3, 1, 2.5, 7.9, 20];
    expect(tanh(xs.map((x) => -x))).toEqual(tanh(xs).map((y) => -y));
    expect([...tanh([0, NaN, 1e-30])]).toEqual([0, NaN, Math.fround(1e-30)]);
  });

  test('has the slope 1 − y²', () => {
    const ys = filled(PLACES.b, 8, 4).slice();
    const gradients = filled(PLACES.a, 8, 5).slice();
    kernel.tanhSlope(PLACES.a, PLACES.b, 8);
    const expected = gradients.map((g, i) => g * Math.fround(1 - Math.fround(of(ys, i) ** 2)));
    expect(numbers(PLACES.a, 8)).toEqual(expected);
  });
});

test('A transposed matrix has its rows as columns', () => {
  const from = filled(PLACES.a, 8 * 12, 1);
  kernel.transpose(PLACES.a, 48, PLACES.b, 32, 8, 12);
  const expected = Float32Array.from({ length: 96 }, (_, at) => of(from, (at % 8) * 12 + Math.floor(at / 8)));
  expect(numbers(PLACES.b, 96)).toEqual(expected);
});

test('A sum of squares is taken in 64 bits', () => {
  const values = filled(PLACES.a, 1_000, 1);
  const sum = values.reduce((total, x) => total + x * x, 0);
  expect(kernel.sumOfSquares(PLACES.a, 1_000) / sum).toBeCloseTo(1, 13);
});

test('A step of Adam moves parameters and moments as its paper says', () => {
  const [p, m, v, g] = [0, 1, 2, 3].map((i) => filled(i << 16, 8, i).slice()) as [F, F, F, F];
  numbers(2 << 16, 8).set(v.map(Math.abs));
  kernel.adam(0, 1 << 16, 2 << 16, 3 << 16, 8, 0.5, 0.01, 0.7, 0.05, 0.9, 0.1, 0.999, 0.001);
  g.forEach((gradient, i) => {
    const mean = 0.9 * of(m, i) + 0.1 * 0.5 * gradient;
    const variance = 0.999 * Math.abs(of(v, i)) + 0.001 * (0.5 * gradient) ** 2;
    expect(of(numbers(1 << 16, 8), i)).toBeCloseTo(mean, 6);
    expect(of(numbers(2 << 16, 8), i)).toBeCloseTo(variance, 6);
    expect(of(numbers(0, 8), i)).toBeCloseTo(of(p, i) - (0.01 * mean) / (Math.sqrt(variance) / 0.7 + 0.05), 6);
  });
});

type F = Float32Array;
