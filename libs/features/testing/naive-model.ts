// Textbook forms of what indicators stream, each computed afresh over the whole past: slow, and plain to read.
// `expectFollows` holds an indicator to its model after every update.

import type { Reading } from '../src/indicator.ts';

export function sum(xs: readonly number[]): number {
  return xs.reduce((total, x) => total + x, 0);
}

export function mean(xs: readonly number[]): number {
  return sum(xs) / xs.length;
}

/** Wilder's recursion over the whole of `xs`; undefined before `n` inputs. */
export function naiveWilder(xs: readonly number[], n: number): number | undefined {
  if (xs.length < n) return undefined;
  return xs.slice(n).reduce((average, x) => (average * (n - 1) + x) / n, mean(xs.slice(0, n)));
}

/** The exponential average over the whole of `xs`; undefined before `n` inputs. */
export function naiveEma(xs: readonly number[], n: number): number | undefined {
  if (xs.length < n) return undefined;
  const alpha = 2 / (n + 1);
  return xs.slice(n).reduce((average, x) => alpha * x + (1 - alpha) * average, mean(xs.slice(0, n)));
}

/** The last `n` of `xs`, or undefined before there are so many. */
export function lastOf<Row>(xs: readonly Row[], n: number): readonly Row[] | undefined {
  return xs.length < n ? undefined : xs.slice(xs.length - n);
}

/**
 * @throws Error unless the two agree to within `tolerance`, relative to the larger of them, or to `scale` where that is
 * larger still
 */
export function expectClose(actual: number, expected: number, tolerance: number, scale = 0): void {
  const size = Math.max(Math.abs(actual), Math.abs(expected), scale);
  if (Math.abs(actual - expected) <= tolerance * size) return;
  throw new Error(`expected ${expected}, to within ${tolerance} × ${size}, but it is ${actual}`);
}

/**
 * Feeds `rows` one by one. While the model has no answer the indicator must be unready and read NaN; from then on it
 * must be ready and agree to 1e-9, relative to the value or to `scale`, the size of what the formula subtracts.
 * @throws Error where it does not
 */
export function expectFollows<Row>(
  rows: readonly Row[],
  feed: (row: Row) => Reading,
  model: (past: readonly Row[]) => number | undefined,
  scale = 0,
): void {
  rows.forEach((row, index) => {
    const { ready, value } = feed(row);
    const expected = model(rows.slice(0, index + 1));
    if (ready !== (expected !== undefined)) throw new Error(`after update ${index + 1} ready is ${ready}`);
    if (expected !== undefined) expectClose(value, expected, 1e-9, scale);
    else if (!Number.isNaN(value)) throw new Error(`not ready after update ${index + 1}, but the value is ${value}`);
  });
}
