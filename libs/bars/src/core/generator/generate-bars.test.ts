// The generated market: the same for the same seed, made of sound bars, and as its model says.

import { describe, expect, test } from '@jest/globals';
import {
  calendarOf,
  formatMicros,
  instrumentIndex,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  micros,
  parseMicros,
  price,
  timeframe,
  type Micros,
} from '@tradingbot/domain';
import fc from 'fast-check';
import type { BarChunk } from '../bar-series.ts';
import { generateBars, type GeneratorOptions } from './generate-bars.ts';
import { generatedSeries } from './generated-series.ts';
import { DEFAULT_MARKET_MODEL, REGIME_NAMES, type MarketModel, type Regime, type RegimeName } from './market-model.ts';

const HOUR = timeframe(MICROS_PER_HOUR);
const TICK = 5;

const COIN: GeneratorOptions = {
  seed: 7,
  instrument: { priceScale: 2, qtyScale: 5, calendar: '24x7' },
  tick: price(TICK),
  timeframe: HOUR,
  from: at('2021-01-01'),
  to: at('2023-01-01'),
  startPrice: price(42_000_00),
};
const SHARE: GeneratorOptions = {
  ...COIN,
  instrument: { priceScale: 2, qtyScale: 0, calendar: 'NYSE' },
  tick: price(1),
  startPrice: price(380_00),
};

/** No drift, no noise, no pull, no spread, no shocks: what is not named does nothing. */
const STILL: Regime = { mu: 0, sigma: 0, kappa: 0, avg_volume: 24_000, avg_spread: 0 };
const NO_SHOCK = { probability: 0, magnitudes: [] };

/** Open time, open, high, low, close, volume. Whoever changes these changes every recorded run on generated bars. */
const GOLDEN_COIN = [
  '2021-01-01T00:00:00Z 4199895 4205435 4184240 4191595 3844.66369',
  '2021-01-01T01:00:00Z 4191595 4211960 4186535 4205750 987.44011',
  '2021-01-01T02:00:00Z 4205750 4240155 4204640 4240155 869.05131',
  '2021-01-01T03:00:00Z 4240365 4261775 4233805 4257300 419.8478',
];
const GOLDEN_SHARE = [
  '2021-01-04T14:00:00Z 37999 38072 37792 37889 7098',
  '2021-01-04T15:00:00Z 37889 38273 37797 38158 3646',
  '2021-01-04T16:00:00Z 38158 38808 38135 38808 3209',
  '2021-01-04T17:00:00Z 38810 39220 38687 39136 1550',
];

interface Bar {
  readonly openTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

describe('The generator', () => {
  test('makes the same bars from the same seed, however they are cut into chunks', () => {
    const whole = barsOf(COIN);
    expect(barsOf({ ...COIN, chunkCapacity: 100 })).toEqual(whole);
    expect(barsOf({ ...COIN, seed: 8 })).not.toEqual(whole);
  });

  test('makes these first bars from seed 7, today and forever', () => {
    expect(barsOf({ ...COIN, to: at('2021-01-01 04:00') }).map(shown)).toEqual(GOLDEN_COIN);
    expect(barsOf({ ...SHARE, to: at('2021-01-04 18:00') }).map(shown)).toEqual(GOLDEN_SHARE);
  });

  test('fills one chunk again and again, and never gives an empty one', () => {
    const chunks = new Set<BarChunk>();
    const lengths: number[] = [];
    for (const chunk of generateBars({ ...COIN, to: at('2021-01-02 01:00'), chunkCapacity: 5 })) {
      chunks.add(chunk);
      lengths.push(chunk.length);
    }
    expect(lengths).toEqual([5, 5, 5, 5, 5]);
    expect(chunks.size).toBe(1);
  });

  test('makes sound bars on the tick, whatever the seed, the price and the violence', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.constantFrom('24x7' as const, 'NYSE' as const),
        (seed, startPrice, tick, sigma, calendar) => {
          const model = only('NORMAL', { ...STILL, sigma, avg_spread: 20 }, { probability: 0.1, magnitudes: [0.5] });
          const instrument = { priceScale: 2, qtyScale: 3, calendar };
          const options = { ...COIN, seed, startPrice: price(startPrice), tick: price(tick), instrument, model };
          for (const bar of barsOf({ ...options, to: at('2021-01-10') })) expectSound(bar, tick);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('keeps prices positive and exact when they run away', () => {
    const fall = only('NORMAL', { ...STILL, mu: -1000 });
    const rise = only('NORMAL', { ...STILL, mu: 1000 });
    const fallen = barsOf({ ...COIN, model: fall }).at(-1) as Bar;
    const risen = barsOf({ ...COIN, model: rise }).at(-1) as Bar;
    expect(fallen.low).toBe(TICK);
    expect(risen.high).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
    expectSound(risen, TICK);
  });

  test('goes on at the next bar where it was', () => {
    const model = only('NORMAL', { ...STILL, sigma: 0.5 });
    const bars = barsOf({ ...COIN, model });
    expect(bars.slice(1).map(({ open }) => open)).toEqual(bars.slice(0, -1).map(({ close }) => close));
  });

  test.each([
    ['seed', { seed: 0.5 }],
    ['market.correlation', { market: { seed: 1, correlation: 1.1 } }],
    ['tick', { tick: price(0) }],
    ['startPrice', { startPrice: price(-1) }],
    ['from, to', { to: COIN.from }],
    ['steps', { steps: 32 }],
    ['chunkCapacity', { chunkCapacity: 0 }],
    ['timeframe', { timeframe: timeframe(7 * MICROS_PER_HOUR) }],
  ])('refuses %s that makes no sense', (option, wrong) => {
    expect(() => barsOf({ ...COIN, ...wrong })).toThrow(`generator: ${option}: `);
  });

  test('gives a series that begins anew for every reader', () => {
    const series = generatedSeries(instrumentIndex(3), { ...COIN, to: at('2021-01-02') });
    const lengths = (): number[] => Array.from(series.chunks(), ({ length }) => length);
    expect([series.instrument, series.timeframe, lengths(), lengths()]).toEqual([3, HOUR, [24], [24]]);
  });
});

describe('A regime', () => {
  test('has the volatility of its sigma', () => {
    for (const sigma of [0.2, 0.8]) {
      const returns = returnsOf(barsOf({ ...COIN, model: only('NORMAL', { ...STILL, sigma }) }));
      expect(deviation(returns) * Math.sqrt(365 * 24)).toBeCloseTo(sigma, 1.5);
    }
  });

  test('has the same volatility a year where there are nights', () => {
    const bars = barsOf({ ...SHARE, model: only('NORMAL', { ...STILL, sigma: 0.2 }), to: at('2030-01-01') });
    const ofDays = bars.filter((bar, i) => dayOf(bars[i + 1]) !== dayOf(bar));
    expect(deviation(returnsOf(ofDays)) * Math.sqrt(252)).toBeCloseTo(0.2, 1.7);
    const nights = bars.flatMap((bar, i) => {
      const before = bars[i - 1];
      return before !== undefined && dayOf(before) !== dayOf(bar) ? [Math.log(bar.open / before.close)] : [];
    });
    expect((deviation(nights) ** 2 * 252) / 0.2 ** 2).toBeCloseTo(0.2, 1.3);
  });

  test('drifts by its mu', () => {
    const bars = barsOf({ ...COIN, model: only('NORMAL', { ...STILL, mu: 0.5 }) });
    expect(Math.log((bars.at(-1) as Bar).close / COIN.startPrice)).toBeCloseTo(2 * 0.5, 3);
  });

  test('that trends strongly draws its direction at each spell', () => {
    const model = { ...only('STRONG_TREND', { ...STILL, mu: 10 }), regime_dwell: 2 };
    const returns = returnsOf(barsOf({ ...COIN, model }));
    const ups = returns.filter((one) => one > 0).length / returns.length;
    expect(ups).toBeGreaterThan(0.35);
    expect(ups).toBeLessThan(0.65);
    const turns = returns.filter((one, i) => i > 0 && one > 0 !== (returns[i - 1] as number) > 0).length;
    // Two years of spells of two days, of which every second one turns.
    expect(turns / (730 / 2 / 2)).toBeCloseTo(1, 0.5);
  });

  test('reverts by its kappa', () => {
    const [sigma, kappa] = [0.5, 1];
    const model = { ...only('CHOPPY_FLAT', { ...STILL, sigma, kappa }), regime_dwell: 1e9 };
    const bars = barsOf({ ...COIN, model, to: at('2030-01-01') });
    const away = bars.map(({ close }) => Math.log(close / COIN.startPrice));
    // The stationary deviation of an Ornstein–Uhlenbeck process: σ ÷ √(2κ), both per day.
    expect(deviation(away) / (sigma / Math.sqrt(365) / Math.sqrt(2 * kappa))).toBeCloseTo(1, 1);
  });

  test('reverts to where its own spell began, not to where the market did', () => {
    const reverting = { ...STILL, sigma: 0.5, kappa: 1 };
    const far = { ...only('CHOPPY_FLAT', reverting), regime_dwell: 5 };
    const near = { ...far, regime_dwell: 1e9 };
    const spread = (model: MarketModel): number =>
      deviation(barsOf({ ...COIN, model, to: at('2030-01-01') }).map(({ close }) => Math.log(close)));
    expect(spread(far) / spread(near)).toBeGreaterThan(3);
  });

  test('has its volume a day, scattered lognormally', () => {
    const volumes = barsOf({ ...COIN, model: only('NORMAL', STILL) }).map(({ volume }) => volume);
    expect(mean(volumes) / 1000).toBeCloseTo(1, 1.5);
    expect(deviation(volumes.map(Math.log))).toBeCloseTo(0.5, 1.5);
  });

  test('has half the volume in the half hour that opens New York', () => {
    const bars = barsOf({ ...SHARE, model: only('NORMAL', { ...STILL, avg_volume: 6_500_000 }) });
    const volumeOf = (isFirst: boolean): number =>
      mean(bars.filter((bar, i) => (dayOf(bars[i - 1]) !== dayOf(bar)) === isFirst).map(({ volume }) => volume));
    expect(volumeOf(true) / 500_000).toBeCloseTo(1, 1);
    expect(volumeOf(false) / 1_000_000).toBeCloseTo(1, 1);
  });

  test('has a spread: trades jump between bid and ask', () => {
    const bars = barsOf({ ...COIN, model: only('ILLIQUID', { ...STILL, avg_spread: 100 }) });
    const ratios = bars.map(({ high, low }) => high / low).filter((ratio) => ratio > 1);
    expect(mean(ratios)).toBeCloseTo(1.01, 3);
    expect(ratios.length / bars.length).toBeGreaterThan(0.99);
  });

  test('comes as often as its probability says, and lasts as long as the dwell', () => {
    // Each regime is known by its volume.
    const levels = [1e2, 1e4, 1e6, 1e8];
    const regimes = Object.fromEntries(
      REGIME_NAMES.map((name, i) => [name, { ...STILL, avg_volume: (levels[i] as number) * 24 }]),
    ) as Record<RegimeName, Regime>;
    const regime_probs = [0.4, 0.3, 0.2, 0.1];
    const model = { regimes, regime_probs, regime_dwell: 1, flash_shock: NO_SHOCK };
    const seen = barsOf({ ...COIN, model, to: at('2031-01-01') }).map(({ volume }) =>
      Math.round(Math.log10(volume) / 2 - 1),
    );
    regime_probs.forEach((probability, i) => {
      expect(seen.filter((one) => one === i).length / seen.length).toBeCloseTo(probability, 1.3);
    });
    const changes = seen.filter((one, i) => i > 0 && one !== seen[i - 1]).length;
    const expected = 3652 * regime_probs.reduce((sum, one) => sum + one * (1 - one), 0);
    expect(changes / expected).toBeCloseTo(1, 1);
  });
});

describe('A flash shock', () => {
  const probability = 0.02;
  const model = only('NORMAL', STILL, { probability, magnitudes: [0.05, 0.1] });
  const bars = barsOf({ ...COIN, model, to: at('2025-01-01') });
  /** Within a bar a shock is the one move against the fading of those before it. */
  const struck = bars.filter(({ high, low, open }) => Math.max(high / open, open / low) > 1.045);

  test('comes about as often as its probability says', () => {
    expect(struck.length / bars.length / probability).toBeCloseTo(1, 0.5);
  });

  test('goes up as often as down', () => {
    const ups = struck.filter(({ high, low, open }) => high / open > open / low).length;
    expect(ups / struck.length).toBeCloseTo(0.5, 1);
  });

  test('fades', () => {
    expect(Math.abs(Math.log((bars.at(-1) as Bar).close / COIN.startPrice))).toBeLessThan(0.2);
    const calm = barsOf({ ...COIN, model: only('NORMAL', STILL) });
    expect(new Set(calm.map(({ high }) => high))).toEqual(new Set([COIN.startPrice]));
  });
});

describe('Instruments of one market', () => {
  const market = { seed: 99, correlation: 0.9 };

  test('correlate as they should', () => {
    const model = only('NORMAL', { ...STILL, sigma: 0.5 });
    const [one, other, stranger] = [
      { ...COIN, seed: 1, market, model },
      { ...COIN, seed: 2, market, model },
      { ...COIN, seed: 3, model },
    ].map((options) => returnsOf(barsOf(options))) as [number[], number[], number[]];
    expect(correlation(one, other)).toBeCloseTo(0.81, 1.5);
    expect(correlation(one, stranger)).toBeCloseTo(0, 1.3);
  });

  test('are struck in the same bars', () => {
    const model = only('NORMAL', STILL, { probability: 0.001, magnitudes: [0.1] });
    const struck = (seed: number): number[] =>
      barsOf({ ...COIN, seed, market, model })
        .filter(({ high, low }) => high / low > 1.09)
        .map(({ openTime }) => openTime);
    expect(struck(1).length).toBeGreaterThan(5);
    expect(struck(2)).toEqual(struck(1));
  });
});

describe('The calendar', () => {
  test('24x7 has every bar', () => {
    const times = barsOf(COIN).map(({ openTime }) => openTime);
    expect(times).toEqual(Array.from({ length: 730 * 24 }, (_, i) => COIN.from + i * HOUR));
  });

  test('has no bar that opens before the time asked for, and keeps to the grid', () => {
    const options = { ...COIN, from: at('2021-01-01 00:20'), to: at('2021-01-01 02:20') };
    expect(barsOf(options).map(({ openTime }) => openTime)).toEqual([at('2021-01-01 01:00'), at('2021-01-01 02:00')]);
  });

  test('NYSE has a bar for every hour that overlaps a session, and no other', () => {
    const { sessionOverlapping } = calendarOf('NYSE');
    const expected: number[] = [];
    for (let time: number = SHARE.from; time < SHARE.to; time += HOUR) {
      if (sessionOverlapping(micros(time), micros(time + HOUR)) !== undefined) expected.push(time);
    }
    const times = barsOf(SHARE).map(({ openTime }) => openTime);
    expect(times).toEqual(expected);
    expect(new Set(times.map((time) => Math.floor(time / MICROS_PER_DAY))).size).toBe(252 + 251);
  });

  test('NYSE begins its days at 09:00 New York time, and ends half days at 13:00', () => {
    const hours = (day: string): string[] =>
      barsOf({ ...SHARE, from: at(day), to: micros(at(day) + MICROS_PER_DAY) }).map(({ openTime }) =>
        formatMicros(micros(openTime)).slice(11, 16),
      );
    const winter = ['14:00', '15:00', '16:00', '17:00', '18:00', '19:00', '20:00'];
    expect(hours('2021-01-04')).toEqual(winter);
    expect(hours('2021-07-01')).toEqual(['13:00', '14:00', '15:00', '16:00', '17:00', '18:00', '19:00']);
    expect(hours('2021-11-26')).toEqual(winter.slice(0, 4));
  });

  test('refuses a time that it does not cover', () => {
    expect(() => barsOf({ ...SHARE, from: at('1999-12-01') })).toThrow('the calendar NYSE does not cover this time');
  });

  test('goes on bars that last a day', () => {
    const days = barsOf({ ...SHARE, timeframe: timeframe(MICROS_PER_DAY) });
    expect(days.length).toBe(252 + 251);
  });
});

describe('A market model', () => {
  test.each<[string, Partial<MarketModel>]>([
    ['regime_probs', { regime_probs: [0.5, 0.5, 0.5, 0.5] }],
    ['regime_probs', { regime_probs: [1] }],
    ['regime_probs', { regime_probs: [1.5, -0.5, 0, 0] }],
    ['regime_dwell', { regime_dwell: 0 }],
    ['flash_shock.probability', { flash_shock: { probability: 2, magnitudes: [1] } }],
    ['flash_shock.magnitudes', { flash_shock: { probability: 0.1, magnitudes: [] } }],
    ['flash_shock.magnitudes', { flash_shock: { probability: 0.1, magnitudes: [-1] } }],
    ['regimes.NORMAL.sigma', only('NORMAL', { ...STILL, sigma: -1 })],
    ['regimes.NORMAL.mu', only('NORMAL', { ...STILL, mu: NaN })],
  ])('is refused for its %s', (key, wrong) => {
    const model = { ...DEFAULT_MARKET_MODEL, ...wrong };
    expect(() => barsOf({ ...COIN, model })).toThrow(`market model: ${key}: `);
  });
});

/** A market that is always in one regime. */
function only(name: RegimeName, regime: Regime, flash_shock: MarketModel['flash_shock'] = NO_SHOCK): MarketModel {
  return {
    regimes: { NORMAL: STILL, CHOPPY_FLAT: STILL, STRONG_TREND: STILL, ILLIQUID: STILL, [name]: regime },
    regime_probs: REGIME_NAMES.map((one) => (one === name ? 1 : 0)),
    regime_dwell: 10,
    flash_shock,
  };
}

function barsOf(options: GeneratorOptions): Bar[] {
  const bars: Bar[] = [];
  for (const { length, openTime, open, high, low, close, volume } of generateBars(options)) {
    for (let i = 0; i < length; i++) {
      bars.push({
        openTime: openTime[i] as number,
        open: open[i] as number,
        high: high[i] as number,
        low: low[i] as number,
        close: close[i] as number,
        volume: volume[i] as number,
      });
    }
  }
  return bars;
}

function expectSound({ open, high, low, close, volume }: Bar, tick: number): void {
  const isSound =
    low > 0 &&
    low <= Math.min(open, close) &&
    Math.max(open, close) <= high &&
    volume >= 0 &&
    [open, high, low, close].every((one) => Number.isSafeInteger(one) && one % tick === 0);
  if (!isSound) expect({ open, high, low, close, volume }).toBe('a sound bar');
}

function at(text: string): Micros {
  return parseMicros(text) as Micros;
}

const shown = ({ openTime, open, high, low, close, volume }: Bar): string =>
  [formatMicros(micros(openTime)), open, high, low, close, volume].join(' ');

const dayOf = (bar: Bar | undefined): number | undefined =>
  bar === undefined ? undefined : Math.floor(bar.openTime / MICROS_PER_DAY);

const returnsOf = (bars: readonly Bar[]): number[] =>
  bars.slice(1).map(({ close }, i) => Math.log(close / (bars[i] as Bar).close));

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((one) => (one - centre) ** 2)));
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [mean(one), mean(other)];
  return mean(one.map((value, i) => (value - a) * ((other[i] as number) - b))) / deviation(one) / deviation(other);
}
