import { describe, expect, test } from '@jest/globals';
import { nextFloat } from '@tradingbot/core';
import fc from 'fast-check';
import { drawLatency, volatilityFactor } from './latency.ts';
import { latencyRandom } from './order-draws.ts';
import type { LatencySettings } from './venue-settings.ts';

const PLAIN: LatencySettings = {
  baseMs: 250,
  jitterMs: 0,
  spikeP: 0,
  spikeMult: 5,
  timeoutMs: 2_500,
  retries: 2,
  volatilityGamma: 0,
  volWindow: 10,
  zscoreClip: 3,
  minMs: 0,
  maxMs: 100_000,
};
const draw = (over: Partial<LatencySettings>, multiplier = 1, z = 0, seed = 1) =>
  drawLatency({ ...PLAIN, ...over }, multiplier, z, latencyRandom(seed, 1));

describe('the latency of an order', () => {
  test('is its base when nothing else is', () => {
    expect(draw({})).toEqual({ ms: 250, attempts: 1, timedOut: false });
  });

  test('has a whole jitter from 0 to its most, then a spike, by two numbers of its own generator', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = latencyRandom(seed, 1);
      const jitter = Math.floor(nextFloat(random) * 51);
      const spiked = nextFloat(random) < 0.3;
      const expected = (250 + jitter) * (spiked ? 5 : 1);
      expect(draw({ jitterMs: 50, spikeP: 0.3 }, 1, 0, seed).ms).toBe(expected);
    }
  });

  test('of attempts that time out is their sum, whole, and made no more often than there are retries', () => {
    expect(draw({ spikeP: 1, spikeMult: 20 })).toEqual({ ms: 15_000, attempts: 3, timedOut: true });
    expect(draw({ spikeP: 1, spikeMult: 10 })).toEqual({ ms: 2_500, attempts: 1, timedOut: false });
  });

  test('has a base of no more than the time-out', () => {
    expect(draw({ baseMs: 9_000 })).toEqual({ ms: 2_500, attempts: 1, timedOut: false });
  });

  test('is scaled by the hour, base and jitter alike', () => {
    expect(draw({}, 2).ms).toBe(500);
    const jittered = draw({ jitterMs: 50 }).ms;
    expect(draw({ jitterMs: 50 }, 2).ms).toBe(2 * jittered);
  });

  test('draws the same numbers whatever the hour', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0.1, max: 10, noNaN: true }), (seed, multiplier) => {
        const settings = { jitterMs: 100, spikeP: 0.2, timeoutMs: 1e9 };
        const scaled = draw(settings, multiplier, 0, seed).ms;
        expect(scaled / multiplier).toBeCloseTo(draw(settings, 1, 0, seed).ms, 6);
      }),
    );
  });

  test('grows with volatility, once per attempt', () => {
    expect(draw({ volatilityGamma: 0.5 }, 1, 2).ms).toBe(500);
    expect(draw({ volatilityGamma: 0.5, spikeP: 1, spikeMult: 20 }, 1, 2).ms).toBe(15_000 + 3 * 250);
    expect(volatilityFactor({ volatilityGamma: 0.5, zscoreClip: 3 }, 9)).toBe(2.5);
    expect(volatilityFactor({ volatilityGamma: 0.5, zscoreClip: 3 }, -9)).toBe(0);
  });

  test('stays within its bounds', () => {
    expect([draw({ minMs: 300 }).ms, draw({ maxMs: 100 }).ms]).toEqual([300, 100]);
  });
});
