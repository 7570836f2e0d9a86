// Change one setting, and fills move the way that docs/simulation.md says.

import { describe, expect, test } from '@jest/globals';
import { HOUR, MONDAY, venueAlone, type Bar, type VenueOptions } from './venue-alone.ts';

const RISING: Bar = {
  length: HOUR,
  open: 1_000_000_000,
  high: 1_060_000_000,
  low: 1_000_000_000,
  close: 1_060_000_000,
};
const FLAT: Bar = { length: HOUR, open: 1_000_000_000, high: 1_000_000_000, low: 1_000_000_000, close: 1_000_000_000 };

/** One order at the open of each of many bars. */
function atOpens(options: VenueOptions, bars = 168, bar = RISING, start = MONDAY) {
  const venue = venueAlone(options);
  for (let i = 0; i < bars; i++) {
    const openTime = start + i * HOUR;
    venue.open(openTime, bar);
    venue.buy(openTime);
    for (let second = 1; second <= 600; second += 1) venue.tick(openTime + second * 1_000_000);
    venue.close(openTime, bar);
  }
  return Array.from({ length: bars }, (_, i) => {
    const fill = venue.fills.get(i + 1);
    if (fill === undefined) throw new Error(`order ${i + 1} fills`);
    return { ...fill, late: fill.filledAt - (start + i * HOUR) };
  });
}

describe('latency.base_ms from 250 to 60,000', () => {
  const jitterMs = 200;
  const quick = atOpens({ latency: { baseMs: 250, jitterMs } });
  const slow = atOpens({ latency: { baseMs: 60_000, jitterMs } });

  test('makes every fill later by just that much, the draws being the same', () => {
    expect(slow.map(({ late }, i) => late - (quick[i]?.late ?? 0))).toEqual(slow.map(() => 59_750_000));
  });

  test('moves every fill further from the open, against a buyer in a rising bar', () => {
    expect(quick.every(({ reference }) => reference > RISING.open)).toBe(true);
    expect(slow.every(({ reference }, i) => reference > (quick[i]?.reference ?? Infinity))).toBe(true);
    expect(slow.every(({ delay }, i) => delay > (quick[i]?.delay ?? Infinity))).toBe(true);
  });
});

describe('use_seasonality', () => {
  const week = (of: (hour: number) => number): number[] => Array.from({ length: 168 }, (_, hour) => of(hour));
  const slippage = { defaultSpreadBps: 4, flatBps: 0 };

  test('multiplies the spread by what is stated for the hour of the week, counted from Monday 00:00 UTC', () => {
    const spread = week((hour) => 1 + hour);
    // Begun in the middle of a week, and far from the first one.
    for (const start of [MONDAY, MONDAY + 61 * HOUR, 86_400_000_000 * 19_782 + 5 * HOUR]) {
      const fills = atOpens({ slippage, seasonality: { spread } }, 200, FLAT, start);
      const hours = fills.map((_, i) => {
        const at = new Date((start + i * HOUR) / 1000);
        return ((at.getUTCDay() + 6) % 7) * 24 + at.getUTCHours();
      });
      // Half of 4 bps on 10 is 0.002 for each unit of the multiplier.
      expect(fills.map(({ price }) => price - FLAT.open)).toEqual(hours.map((hour) => 200_000 * (1 + hour)));
    }
  });

  test('divides the square-root slippage by the root of the liquidity of the hour, kept within 0.1 and 10', () => {
    const venue = (seasonality: VenueOptions['seasonality']) => {
      const alone = venueAlone({ slippage: { k: 1 }, ...(seasonality === undefined ? {} : { seasonality }) });
      for (let i = 0; i < 12; i++) {
        const bar = { ...FLAT, close: i % 2 === 0 ? 1_001_000_000 : 999_000_000 };
        alone.open(MONDAY + i * HOUR, bar);
        alone.close(MONDAY + i * HOUR, bar);
      }
      alone.open(MONDAY + 12 * HOUR, FLAT);
      alone.buy(MONDAY + 12 * HOUR);
      return Number(alone.fills.get(1)?.slippage);
    };
    const plain = venue(undefined);
    expect(plain).toBeGreaterThan(10_000);
    for (const [liquidity, factor] of [
      [4, 0.5],
      [0.25, 2],
      [1000, Math.sqrt(0.1)],
      [0, Math.sqrt(10)],
    ] as const) {
      expect(venue({ liquidity: week((hour) => (hour === 12 ? liquidity : 1)) }) / plain).toBeCloseTo(factor, 3);
    }
  });

  test('multiplies latency by what is stated for the hour, kept within 0.1 and 10', () => {
    const latency = { baseMs: 1000 };
    const fills = atOpens({ latency, seasonality: { latency: week((hour) => hour / 4) } });
    expect(fills.map(({ late }) => late)).toEqual(week((hour) => Math.min(10, Math.max(0.1, hour / 4)) * 1_000_000));
  });

  test('with interpolation a multiplier goes straight to the next hour’s', () => {
    const spread = week((hour) => 1 + hour);
    const alone = venueAlone({ slippage, seasonality: { spread, interpolate: true } });
    alone.open(MONDAY + 167 * HOUR, FLAT);
    for (const quarter of [0, 1, 2, 3]) alone.buy(MONDAY + 167 * HOUR + (quarter * HOUR) / 4);
    const paid = [1, 2, 3, 4].map((order) => (alone.fills.get(order)?.price ?? 0) - FLAT.open);
    // From 168 at Sunday 23:00 to 1 at Monday 00:00.
    expect(paid).toEqual([0, 1, 2, 3].map((quarter) => 200_000 * (168 - (167 * quarter) / 4)));
  });

  test('changes nothing when every multiplier is one', () => {
    const ones = { liquidity: week(() => 1), spread: week(() => 1), latency: week(() => 1) };
    const options = { latency: { baseMs: 250, jitterMs: 100 }, slippage };
    expect(atOpens({ ...options, seasonality: ones })).toEqual(atOpens(options));
  });
});

test.each([
  ['slippage.slippage_bps', { flatBps: 3 }],
  ['slippage.default_spread_bps', { defaultSpreadBps: 3 }],
  ['slippage.min_half_spread_bps', { minHalfSpreadBps: 3 }],
])('a higher %s makes every buy dearer and moves neither its time nor its market', (_, slippage) => {
  const cheap = atOpens({}, 10);
  const dear = atOpens({ slippage }, 10);
  expect(dear.every(({ price }, i) => price > (cheap[i]?.price ?? Infinity))).toBe(true);
  expect(dear.map(({ late, reference }) => [late, reference])).toEqual(
    cheap.map(({ late, reference }) => [late, reference]),
  );
});

test('a higher fee leaves fills as they are and takes more of each', () => {
  const cheap = atOpens({ takerPpb: 100_000 }, 10);
  const dear = atOpens({ takerPpb: 200_000 }, 10);
  const plain = (fills: typeof cheap) => fills.map((fill) => ({ ...fill, fee: 0 }));
  expect(plain(dear)).toEqual(plain(cheap));
  expect(dear.every(({ fee }, i) => fee > (cheap[i]?.fee ?? Infinity))).toBe(true);
});
