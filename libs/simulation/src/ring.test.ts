import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deviationOfLast, emptyRing, meanOfLast, push, valueAgo, zScoreOfNewestSize } from './ring.ts';

function ringOf(values: readonly number[], capacity: number) {
  const ring = emptyRing();
  const gone = values.map((value) => push(ring, capacity, value));
  return { ring, gone };
}

describe('a ring', () => {
  test('keeps the last numbers, and says which one it forgot', () => {
    const { ring, gone } = ringOf([1, 2, 3, 4, 5], 3);
    expect(gone).toEqual([0, 0, 0, 1, 2]);
    expect([valueAgo(ring, 0), valueAgo(ring, 1), valueAgo(ring, 2)]).toEqual([5, 4, 3]);
  });

  test('has the mean and the sample deviation of its last numbers', () => {
    const { ring } = ringOf([100, 2, 4, 4, 4, 5, 5, 7, 9], 9);
    expect([meanOfLast(ring, 8), meanOfLast(ring, 2)]).toEqual([5, 8]);
    expect(deviationOfLast(ring, 8)).toBe(Math.sqrt(32 / 7));
  });

  test('has none before there are enough', () => {
    const { ring } = ringOf([3], 5);
    expect([meanOfLast(emptyRing(), 5), deviationOfLast(ring, 5), zScoreOfNewestSize(ring, 5)]).toEqual([0, 0, 0]);
  });

  test('scores the newest absolute number among the last', () => {
    const { ring } = ringOf([99, 1, -1, 1, -5], 5);
    expect(zScoreOfNewestSize(ring, 4)).toBeCloseTo((5 - 2) / 2, 12);
    expect(zScoreOfNewestSize(ringOf([2, -2, 2], 3).ring, 3)).toBe(0);
  });

  test('agrees with the end of the whole series', () => {
    const series = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        series,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        (values, capacity, window) => {
          const { ring } = ringOf(values, capacity);
          const last = values.slice(-Math.min(capacity, window));
          const mean = last.reduce((sum, value) => sum + value, 0) / last.length;
          expect(meanOfLast(ring, window)).toBeCloseTo(mean, 9);
          const squares = last.reduce((sum, value) => sum + (value - mean) ** 2, 0);
          expect(deviationOfLast(ring, window)).toBeCloseTo(
            last.length < 2 ? 0 : Math.sqrt(squares / (last.length - 1)),
            9,
          );
        },
      ),
    );
  });
});
