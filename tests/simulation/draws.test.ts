// What the venue draws, measured from the outside: with these seeds each sample must look like its formula. A bound is
// so wide that a right generator would miss it once in ten thousand seeds, and a wrong formula misses it by far.

import { describe, expect, test } from '@jest/globals';
import { chiSquare, deviation, kolmogorovSmirnov, mean, normalCdf, sigmasOff } from './statistics.ts';
import { HOUR, MONDAY, venueAlone, type Bar, type VenueOptions } from './venue-alone.ts';

const ORDERS = 10_000;
const WAVE = 50;
const FLAT: Bar = { length: 24 * HOUR, open: 1_000_000, high: 1_000_000, low: 1_000_000, close: 1_000_000 };

/** How long each order was on its way, in milliseconds. They come in waves: the next when the last has arrived. */
function latencies(options: VenueOptions, seed = 7): { arrived: Map<number, number>; lost: Map<number, number> } {
  const venue = venueAlone(options, seed);
  const start = (number: number): number => MONDAY + 120_000_000 * Math.ceil(number / WAVE);
  venue.open(MONDAY, FLAT);
  for (let number = 1; number <= ORDERS; number++) {
    venue.buy(start(number));
    if (number % WAVE === 0) venue.tick(start(number) + 60_000_000);
  }
  const arrived = new Map(
    [...venue.fills].map(([number, { filledAt }]) => [number, (filledAt - start(number)) / 1000]),
  );
  const lost = new Map([...venue.rejections].map(([number, { time }]) => [number, (time - start(number)) / 1000]));
  expect(arrived.size + lost.size).toBe(ORDERS);
  return { arrived, lost };
}

const inOrder = (of: Map<number, number>): number[] => [...of].sort(([a], [b]) => a - b).map(([, value]) => value);

describe('latency', () => {
  test('jitter is a whole number of milliseconds, uniform from 0 to jitter_ms with both ends', () => {
    const { arrived } = latencies({ latency: { baseMs: 100, jitterMs: 19 } });
    const seen = Array.from({ length: 20 }, () => 0);
    for (const ms of arrived.values()) seen[ms - 100] = (seen[ms - 100] ?? NaN) + 1;
    expect(seen).toHaveLength(20);
    // χ² with 19 degrees of freedom: above 50.8 once in 10,000.
    expect(
      chiSquare(
        seen,
        seen.map(() => ORDERS / 20),
      ),
    ).toBeLessThan(50.8);
  });

  test('one attempt in 1 ÷ spike_p takes spike_mult times as long, whatever its jitter', () => {
    const { arrived } = latencies({ latency: { baseMs: 100, jitterMs: 50, spikeP: 0.1, spikeMult: 10 } });
    const all = inOrder(arrived);
    const spiked = all.filter((ms) => ms > 150);
    expect(spiked.every((ms) => ms >= 1000 && ms <= 1500 && ms % 10 === 0)).toBe(true);
    expect(Math.abs(sigmasOff(spiked.length, ORDERS, 0.1))).toBeLessThan(4);
    const slowHalf = all.filter((ms) => (ms > 150 ? ms / 10 : ms) >= 126);
    const spikesOfSlow = slowHalf.filter((ms) => ms > 150).length;
    expect(Math.abs(sigmasOff(spikesOfSlow, slowHalf.length, 0.1))).toBeLessThan(4);
  });

  test('an attempt that timed out takes its whole time and is made again, and the last one that does rejects', () => {
    const { arrived, lost } = latencies({ latency: { baseMs: 100, jitterMs: 9, timeoutMs: 106, retries: 2 } });
    // 107, 108 and 109 ms are too long: each way to come to a sum, one after the other.
    const expectedArrived = new Map<number, number>();
    let expectedLost = 0;
    const attempt = (tried: number, sum: number, p: number): void => {
      for (let u = 0; u <= 9; u++) {
        const total = sum + 100 + u;
        const chance = p / 10;
        if (u <= 6) expectedArrived.set(total, (expectedArrived.get(total) ?? 0) + chance * ORDERS);
        else if (tried < 2) attempt(tried + 1, total, chance);
        else expectedLost += chance * ORDERS;
      }
    };
    attempt(0, 0, 1);
    const seen = new Map<number, number>();
    for (const ms of arrived.values()) seen.set(ms, (seen.get(ms) ?? 0) + 1);
    expect([...seen.keys()].filter((ms) => !expectedArrived.has(ms))).toEqual([]);
    const classes = [...expectedArrived].filter(([, expected]) => expected >= 5);
    const distance = chiSquare(
      classes.map(([ms]) => seen.get(ms) ?? 0),
      classes.map(([, expected]) => expected),
    );
    // Its mean is the number of classes, its deviation √(2 × that).
    expect(distance).toBeLessThan(classes.length + 4.5 * Math.sqrt(2 * classes.length));
    expect(Math.abs(sigmasOff(lost.size, ORDERS, expectedLost / ORDERS))).toBeLessThan(4);
  });

  test('draws of one order say nothing of those of the next, and another seed draws others', () => {
    const settings = { latency: { baseMs: 1, jitterMs: 999 } };
    const one = inOrder(latencies(settings).arrived);
    const centre = mean(one);
    const variance = deviation(one) ** 2;
    const products = one.slice(1).map((ms, i) => (ms - centre) * ((one[i] as number) - centre));
    expect(Math.abs(mean(products) / variance) * Math.sqrt(ORDERS)).toBeLessThan(4);
    const other = inOrder(latencies(settings, 8).arrived);
    const same = one.filter((ms, i) => ms === other[i]).length;
    expect(Math.abs(sigmasOff(same, ORDERS, 1 / 1000))).toBeLessThan(4);
  });

  test('the same numbers are drawn with seasonality on: each latency is the multiplier times what it is without', () => {
    const latency = { baseMs: 100, jitterMs: 60, spikeP: 0.2, spikeMult: 3 };
    const off = inOrder(latencies({ latency }).arrived);
    const on = inOrder(latencies({ latency, seasonality: { latency: Array<number>(168).fill(2.5) } }).arrived);
    expect(on).toEqual(off.map((ms) => ms * 2.5));
    const ofOthers = { liquidity: Array<number>(168).fill(3), spread: Array<number>(168).fill(2) };
    expect(inOrder(latencies({ latency, seasonality: ofOthers }).arrived)).toEqual(off);
  });
});

describe('the bridge', () => {
  const BAR: Bar = {
    length: HOUR,
    open: 1_000_000_000,
    close: 1_040_000_000,
    low: 900_000_000,
    high: 1_140_000_000,
  };
  /** The market of each of many orders that meet the bar at the share `f` of it. */
  function markets(f: number, options: VenueOptions = {}, seed = 7): number[] {
    const venue = venueAlone({ intrabar: 'bridge', ...options }, seed);
    venue.open(MONDAY, BAR);
    for (let i = 0; i < ORDERS; i++) venue.buy(MONDAY + HOUR * f);
    return [...venue.fills].sort(([a], [b]) => a - b).map(([, { reference }]) => reference);
  }
  const line = (f: number): number => BAR.open + (BAR.close - BAR.open) * f;
  const spread = (f: number): number => (BAR.high - BAR.low) * Math.sqrt((Math.PI / 8) * f * (1 - f));

  test('it is normal about the line from open to close, as wide as the range times √(π ÷ 8)·√(f·(1 − f))', () => {
    const shares = [0.002, 0.01, 0.02, 0.985];
    const samples = shares.map((f, seed) => markets(f, {}, seed + 1).map((price) => (price - line(f)) / spread(f)));
    // What is cut off at the range begins nearly three deviations out: less than the bounds see.
    for (const normal of [...samples, samples.flat()]) {
      const n = normal.length;
      expect(Math.abs(mean(normal)) * Math.sqrt(n)).toBeLessThan(4);
      expect(Math.abs(deviation(normal) - 1) * Math.sqrt(2 * n)).toBeLessThan(4);
      expect(kolmogorovSmirnov(normal, normalCdf)).toBeLessThan(2.23);
    }
    expect(samples.flat()).toHaveLength(shares.length * ORDERS);
  });

  test('it never leaves the range, and stands at its ends as often as the normal law goes beyond them', () => {
    const prices = markets(0.5);
    expect(prices.every((price) => price >= BAR.low && price <= BAR.high)).toBe(true);
    const above = prices.filter((price) => price === BAR.high).length;
    const below = prices.filter((price) => price === BAR.low).length;
    expect(Math.abs(sigmasOff(above, ORDERS, 1 - normalCdf((BAR.high - line(0.5)) / spread(0.5))))).toBeLessThan(4);
    expect(Math.abs(sigmasOff(below, ORDERS, normalCdf((BAR.low - line(0.5)) / spread(0.5))))).toBeLessThan(4);
  });

  test('at the open there is nothing to draw', () => {
    expect(new Set(markets(0))).toEqual(new Set([BAR.open]));
  });

  test('draws do not depend on seasonality or on latency settings, and differ by seed', () => {
    const plain = markets(0.25);
    const week = Array.from({ length: 168 }, (_, i) => 0.5 + (i % 7));
    expect(markets(0.25, { seasonality: { liquidity: week, spread: week, latency: week } })).toEqual(plain);
    expect(markets(0.25, { latency: { baseMs: 0 } })).toEqual(plain);
    expect(markets(0.25, {}, 8).filter((price, i) => price === plain[i]).length).toBeLessThan(ORDERS * 0.05);
  });
});
