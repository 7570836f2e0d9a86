// One formula for bars of every length: what a year and a usual move are.

import { describe, expect, test } from '@jest/globals';
import { marketScale, usualMove } from './market-scale.ts';

describe('marketScale', () => {
  test('gives a market that never closes all bars of 365 days', () => {
    expect([1 / 60, 1, 4, 24].map((hours) => marketScale('crypto_spot', hours).barsPerYear)).toEqual([
      525_600, 8_760, 2_190, 365,
    ]);
  });

  test('gives shares the hours of 252 sessions, or as many daily bars', () => {
    expect([0.5, 1, 24].map((hours) => marketScale('us_equity', hours).barsPerYear)).toEqual([3_276, 1_638, 252]);
  });
});

describe('usualMove', () => {
  test('is 1 % in four hours, and grows as the root of time', () => {
    expect([1, 4, 16].map(usualMove)).toEqual([0.005, 0.01, 0.02]);
    expect(usualMove(365 * 24)).toBeCloseTo(0.468, 3);
  });
});
