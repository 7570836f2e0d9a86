import { describe, expect, test } from '@jest/globals';
import { balance, BTC, hour } from '@tradingbot/testing';
import { closes, during, minute, opens, order, story } from '../testing/venue-story.ts';
import { depthAt, halfSpreadAt } from './depth.ts';
import { noStatistics, statisticsPlan, takeBar, type MarketStatistics } from './market-statistics.ts';
import { plainVenue } from './plain-venue.ts';
import { halfSpreadBps, impactBps, slippageBps, smoothedSpread, spreadOfBar } from './slippage.ts';
import type { SlippageSettings, VenueSettings } from './venue-settings.ts';

const FLAT = plainVenue(2, {}).slippage;
const slipping = (over: Partial<SlippageSettings>): VenueSettings => ({
  ...plainVenue(2, { clip: false }),
  slippage: { ...FLAT, ...over },
});
const NO_DEPTH = { sigmaBps: 0, liquidity: undefined, averageDailyVolume: 0 };

describe('slippage', () => {
  test('is flat, plus the square-root law, plus impact, up to the most', () => {
    const impact = { sqrtCoeff: 10, linearCoeff: 100, powerCoefficient: 1_000, powerExponent: 2 };
    const depth = { sigmaBps: 30, liquidity: 400, averageDailyVolume: 10_000 };
    const law = { ...FLAT, flatBps: 1, k: 0.5, impact };
    const share = 100 / 10_000;
    expect(slippageBps(law, depth, 100)).toBeCloseTo(
      1 + 0.5 * 30 * 0.5 + 10 * 0.1 + 100 * share + 1_000 * share ** 2,
      12,
    );
    expect(slippageBps({ ...law, maxBps: 4 }, depth, 100)).toBe(4);
    expect(slippageBps(law, NO_DEPTH, 100)).toBe(1);
  });

  test('counts a liquidity below the least as the least', () => {
    expect(slippageBps({ ...FLAT, k: 1, eps: 4 }, { ...NO_DEPTH, sigmaBps: 10, liquidity: 1 }, 16)).toBe(20);
    expect(slippageBps({ ...FLAT, k: 1, eps: 4 }, { ...NO_DEPTH, sigmaBps: 10, liquidity: 0 }, 16)).toBe(20);
  });

  test('of impact without a power has no power', () => {
    expect(impactBps({ sqrtCoeff: 0, linearCoeff: 2, powerCoefficient: 0, powerExponent: -1 }, 0)).toBe(0);
  });
});

describe('the spread', () => {
  test('is paid by half, at least the least', () => {
    expect([halfSpreadBps(4, 1), halfSpreadBps(4, 3)]).toEqual([2, 3]);
  });

  test('of a bar grows with its range, and is smoothed', () => {
    const dynamic = { alphaBps: 2, betaCoef: 0.1, minBps: 0, maxBps: 50, smoothingAlpha: 0.25 };
    expect(spreadOfBar(dynamic, 100)).toBe(12);
    expect(smoothedSpread(0.25, undefined, 12)).toBe(12);
    expect(smoothedSpread(0.25, 4, 12)).toBe(6);
  });
});

describe('the statistics of a market', () => {
  const bars = [
    { close: '100', volume: 10 },
    { close: '110', volume: 20 },
    { close: '99', volume: 60 },
  ];
  function after(settings: VenueSettings, count: number): MarketStatistics {
    const statistics = noStatistics();
    const plan = statisticsPlan(settings);
    let last = 0;
    bars.slice(0, count).forEach(({ close, volume }, at) => {
      const { payload } = closes(at, `${close} ${close} ${close} ${close}`, { volume });
      takeBar(statistics, settings, plan, payload, last);
      last = payload.close;
    });
    return statistics;
  }
  const law = slipping({ k: 1, volWindow: 5, liquidityWindow: 2 });

  test('have the deviation of returns and the mean volume of the last bars', () => {
    const { sigmaBps, liquidity } = depthAt(law, after(law, 3), BTC, hour(0));
    expect(sigmaBps).toBeCloseTo(1e4 * Math.sqrt(2) * 0.1, 8);
    expect(liquidity).toBe(40);
    expect(depthAt(law, after(law, 2), BTC, hour(0))).toEqual({ sigmaBps: 0, liquidity: 15, averageDailyVolume: 0 });
    expect(depthAt(law, after(law, 0), BTC, hour(0)).liquidity).toBeUndefined();
  });

  test('are scaled by the hour', () => {
    const all = (value: number) => Array.from({ length: 168 }, () => value);
    const seasonality = { liquidity: all(0.5), spread: all(3), latency: [], interpolate: false };
    const seasonal = { ...slipping({ k: 1, volWindow: 5, liquidityWindow: 2, defaultSpreadBps: 4 }), seasonality };
    expect(depthAt(seasonal, after(law, 3), BTC, hour(0)).liquidity).toBe(20);
    expect(halfSpreadAt(seasonal, after(law, 3), hour(0))).toBe(6);
  });

  test('have a day’s volume: the mean of the last days’ bars, or what is stated', () => {
    const impact = { sqrtCoeff: 1, linearCoeff: 0, powerCoefficient: 0, powerExponent: 1 };
    const settings = slipping({ impact });
    const daily = (capacity: Partial<VenueSettings['capacity']>): number => {
      const asked = { ...settings, capacity: { ...settings.capacity, ...capacity } };
      return depthAt(asked, after(asked, 3), BTC, hour(0)).averageDailyVolume;
    };
    expect(daily({})).toBe(30 * 24);
    expect(daily({ advWindowDays: 2 / 24 })).toBe(40 * 24);
    expect(daily({ advBase: [7, 8] })).toBe(7);
  });

  test('keep a day’s volume right however long they run', () => {
    const impact = { sqrtCoeff: 1, linearCoeff: 0, powerCoefficient: 0, powerExponent: 1 };
    const settings = { ...slipping({ impact }), capacity: { ...plainVenue(2, {}).capacity, advWindowDays: 5 / 24 } };
    const statistics = noStatistics();
    const plan = statisticsPlan(settings);
    // What the first one leaves behind in a running sum is more than all others.
    const volumes = Array.from({ length: 97 }, (_, at) => (at === 0 ? 1e20 : ((at * 7919) % 101) / 7));
    volumes.forEach((volume, at) => takeBar(statistics, settings, plan, closes(at, '1 1 1 1', { volume }).payload, 1));
    const expected = (volumes.slice(-5).reduce((sum, volume) => sum + volume, 0) / 5) * 24;
    expect(depthAt(settings, statistics, BTC, hour(0)).averageDailyVolume).toBeCloseTo(expected, 9);
  });

  test('show a spread, within its bounds; before the first bar it is the default', () => {
    const dynamicSpread = { alphaBps: 2, betaCoef: 0.1, minBps: 1, maxBps: 11, smoothingAlpha: 1 };
    const settings = slipping({ defaultSpreadBps: 6, dynamicSpread });
    const statistics = noStatistics();
    expect(halfSpreadAt(settings, statistics, hour(0))).toBe(3);
    const shown = (bar: string): number => {
      takeBar(statistics, settings, statisticsPlan(settings), closes(0, bar).payload, 0);
      return halfSpreadAt(settings, statistics, hour(0));
    };
    expect(shown('100 100.4 100 100')).toBeCloseTo(3, 12);
    expect(shown('100 104 96 100')).toBe(5.5);
  });
});

describe('a fill', () => {
  const rich = balance('100000');

  test('says what half the spread cost of all its slippage', () => {
    const settings = slipping({ flatBps: 10, defaultSpreadBps: 4 });
    expect(story(settings, [rich, order('o1 buy 2'), opens(0, '100 101 99 100')]).at(-1)).toBe(
      'o1 buys 2 at 100.12, market 100, slippage 0.24, spread 0.04, at 0:00:00',
    );
  });

  test('never says more of the spread than of all slippage', () => {
    const settings = { ...slipping({ flatBps: 10, defaultSpreadBps: 4 }), clipToBar: true };
    expect(story(settings, [rich, order('o1 buy 2'), opens(0, '100 100.01 99 100')]).at(-1)).toBe(
      'o1 buys 2 at 100.01, market 100, slippage 0.02, spread 0.02, at 0:00:00',
    );
  });

  test('at the very open is at the open where that is strict, and later in the bar is not', () => {
    const settings = { ...slipping({ flatBps: 10 }), strictOpenFill: true };
    const events = [
      rich,
      order('o1 buy 1'),
      opens(0, '100 101 99 100'),
      order('o2 buy 1'),
      order('o3 buy 1', undefined, { at: minute(1) }),
    ];
    expect(story(settings, events).filter((line) => line.includes('buys'))).toEqual([
      'o1 buys 1 at 100, at 0:00:00',
      'o2 buys 1 at 100, at 0:00:00',
      'o3 buys 1 at 100.1, market 100, slippage 0.1, at 0:01:00',
    ]);
  });

  test('slips by its own size, also when cash cuts it', () => {
    const impact = { sqrtCoeff: 0, linearCoeff: 10_000, powerCoefficient: 0, powerExponent: 1 };
    const plain = slipping({ impact });
    const settings = { ...plain, capacity: { ...plain.capacity, advBase: [100, 100] } };
    // 9.0759 × 109.08 is 989.999172; one more unit would be 990.0003.
    expect(story(settings, [balance('990'), order('o1 buy 10'), opens(0, '100 200 50 100')])[1]).toBe(
      'o1 buys 9.0759 at 109.08, market 100, slippage 82.409172, at 0:00:00, 0.9241 left',
    );
  });

  test('finds the statistics of the bars that had closed before', () => {
    const settings = slipping({ k: 1, volWindow: 5, liquidityWindow: 5 });
    const bars = [during(0, '100 100 100 100'), during(1, '100 110 100 110'), during(2, '110 110 99 99')].flat();
    const [, fill] = story(settings, [rich, ...bars, order('o1 buy 1'), opens(3, '100 100 100 100')]);
    expect(fill).toContain('at 114.15, market 100');
  });
});
