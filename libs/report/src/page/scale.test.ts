// Ticks where people expect them, and the way from values to pixels and back.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { firstFrom, linearScale, logScale, nearestIndex, roundTicks, timeTicks } from './scale.js';

const DAY = 86_400_000;

describe('round ticks', () => {
  test('are 1, 2 or 5 times a power of ten apart', () => {
    expect(roundTicks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(roundTicks(-7, 12, 4)).toEqual([-5, 0, 5, 10]);
  });

  test('lie within the range, and are few', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 12 }), (from, span, about) => {
        const ticks = roundTicks(from, from + span, about);
        const slack = span * 1e-6;
        expect(ticks.every((tick) => tick >= from - slack && tick <= from + span + slack)).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(about + 1);
      }),
    ); // prettier-ignore
  });
});

describe('time ticks', () => {
  test('of a year are months, with the year in place of January', () => {
    const ticks = timeTicks(Date.UTC(2023, 10, 15), Date.UTC(2024, 2, 15), 6);
    expect(ticks.map(({ text }) => text)).toEqual(['Dec', '2024', 'Feb', 'Mar']);
    expect(ticks[1]?.time).toBe(Date.UTC(2024, 0, 1));
  });

  test('of a day are hours, with the day at midnight', () => {
    const ticks = timeTicks(Date.UTC(2024, 0, 5, 18), Date.UTC(2024, 0, 6, 6), 3);
    expect(ticks.map(({ text }) => text)).toEqual(['18:00', '6 Jan', '06:00']);
  });

  test('of twenty years are years apart', () => {
    const ticks = timeTicks(Date.UTC(2001, 0, 1), Date.UTC(2021, 0, 1), 5);
    expect(ticks.map(({ text }) => text)).toEqual(['2005', '2010', '2015', '2020']);
  });

  test('are never more than asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 2, max: 20 }), (days, most) => {
        expect(timeTicks(1.6e12, 1.6e12 + days * DAY, most).length).toBeLessThanOrEqual(most + 1);
      }),
    );
  });
});

test('a scale leads from one range to the other', () => {
  const x = linearScale(10, 20, 0, 100);
  expect([x(10), x(15), x(20)]).toEqual([0, 50, 100]);
  const y = logScale(1, 100, 200, 0);
  expect([y(1), y(10), y(100)]).toEqual([200, expect.closeTo(100, 9), expect.closeTo(0, 9)]);
});

test('search in what ascends', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), fc.integer({ min: -5, max: 105 }), (unordered, wanted) => {
      const values = unordered.sort((a, b) => a - b);
      const naive = values.findIndex((value) => value >= wanted);
      expect(firstFrom(values, wanted)).toBe(naive === -1 ? values.length : naive);
      const distance = Math.min(...values.map((value) => Math.abs(value - wanted)));
      expect(Math.abs((values[nearestIndex(values, wanted)] ?? 0) - wanted)).toBe(distance);
    }),
  ); // prettier-ignore
});
