// The bootstrap: the same for the same seed, true to its blocks, and right about as often as it says.

import { describe, expect, test } from '@jest/globals';
import { createRandom, nextFloat, type Random } from '@tradingbot/core';
import { bootstrapIntervals, resample } from './bootstrap.ts';
import { momentsOf } from './moments.ts';

const SETTINGS = { seed: 5, resamples: 400, level: 0.95, daysPerYear: 365 };

/** Two uniform numbers make one normal one (Box and Muller). */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - nextFloat(random))) * Math.cos(2 * Math.PI * nextFloat(random));

describe('the stationary bootstrap', () => {
  test('draws the same for the same seed and other numbers for another', () => {
    const random = createRandom(1);
    const returns = Float64Array.from({ length: 100 }, () => normal(random) / 100);
    expect(bootstrapIntervals(returns, SETTINGS)).toEqual(bootstrapIntervals(returns, SETTINGS));
    expect(bootstrapIntervals(returns, { ...SETTINGS, seed: 6 })).not.toEqual(bootstrapIntervals(returns, SETTINGS));
  });

  test('makes blocks of the mean length that it names, going round at the end', () => {
    const returns = Float64Array.from({ length: 1_000 }, (_, i) => i);
    const drawn = new Float64Array(1_000);
    let blocks = 0;
    const random = createRandom(3);
    for (let i = 0; i < 50; i++) {
      resample(returns, 10, random, drawn);
      drawn.forEach((value, at) => {
        if (at === 0 || value !== ((drawn[at - 1] as number) + 1) % 1_000) blocks += 1;
      });
    }
    expect(50_000 / blocks).toBeGreaterThan(9.5);
    expect(50_000 / blocks).toBeLessThan(10.5);
  });

  test('holds the true Sharpe ratio in about 95 of 100 samples', () => {
    const random = createRandom(9);
    const [mean, deviation] = [0.001, 0.02];
    let held = 0;
    for (let sample = 0; sample < 150; sample++) {
      const returns = Float64Array.from({ length: 200 }, () => mean + deviation * normal(random));
      const [low = NaN, high = NaN] =
        bootstrapIntervals(returns, { ...SETTINGS, resamples: 200, seed: sample }).sharpe ?? [];
      const truth = (mean / deviation) * Math.sqrt(365);
      if (low <= truth && truth <= high) held += 1;
    }
    // Blocks lose a little; three standard errors of 0.95 are 0.053.
    expect(held / 150).toBeGreaterThan(0.87);
    expect(held / 150).toBeLessThanOrEqual(1);
  });

  test('of returns that do not vary there is no ratio, and growth is certain', () => {
    const { sharpe, cagr, maxDrawdown } = bootstrapIntervals(new Float64Array(50), SETTINGS);
    expect({ sharpe, cagr, maxDrawdown }).toEqual({ sharpe: undefined, cagr: [0, 0], maxDrawdown: [0, 0] });
  });

  test('an interval lies around what was seen', () => {
    const random = createRandom(2);
    const returns = Float64Array.from({ length: 300 }, () => 0.001 + normal(random) / 50);
    const { mean, deviation } = momentsOf(returns);
    const seen = (mean / deviation) * Math.sqrt(365);
    const [low = NaN, high = NaN] = bootstrapIntervals(returns, SETTINGS).sharpe ?? [];
    expect(low).toBeLessThan(seen);
    expect(high).toBeGreaterThan(seen);
  });
});
