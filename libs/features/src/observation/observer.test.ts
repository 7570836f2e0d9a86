// One observer, bar by bar or over a series: the same numbers, none from the future, and none lost by a restart.

import { restoreState, saveState } from '@tradingbot/core';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALL_COLUMNS, columnsOf, observedBars, type FullBar } from '../../testing/observed-bars.ts';
import { BAR_COLUMNS } from './columns.ts';
import { observationPlan } from './observation-plan.ts';
import { observeSeries } from './observe-series.ts';
import { createObserver, type Observer } from './observer.ts';

const everything = { timeframe: '4h', assetClass: 'crypto_spot', columns: ALL_COLUMNS } as const;
const plan = observationPlan({ ...everything, instruments: ['AAAUSDT'] });
const account = { cash: 250, positionValue: 750, worth: 1_000, fillRatio: 0.5 };
const LENGTH = 260;

const markets = fc.tuple(fc.nat(), fc.constantFrom(0, 0.3, 1)).map(([seed, ugly]) => observedBars(seed, LENGTH, ugly));

function written(observer: Observer, from = plan): number[] {
  const target = new Float32Array(from.features.length);
  observer.write(account, target, 0);
  return Array.from(target);
}

/** What the observer writes after each bar. */
const follow = (observer: Observer, bars: readonly FullBar[]): number[][] =>
  bars.map((bar) => (observer.update(bar), written(observer)));

const lowOf = (at: number): number => plan.features[at]?.low ?? NaN;
const highOf = (at: number): number => plan.features[at]?.high ?? NaN;

const rowOf = (observations: Float32Array, row: number): number[] =>
  Array.from(observations.subarray(row * plan.marketCount, (row + 1) * plan.marketCount));

describe('an observer', () => {
  test('is ready with the last bar of the warm-up', () => {
    const observer = createObserver(plan);
    observedBars(1, plan.warmup + 1, 0).forEach((bar, index) => {
      observer.update(bar);
      expect(observer.ready).toBe(index + 1 >= plan.warmup);
    });
    expect(written(observer).slice(0, plan.marketCount).every(Number.isFinite)).toBe(true);
  });

  test('writes what a series of the same bars has, to the bit', () => {
    fc.assert(
      fc.property(markets, (bars) => {
        const observations = observeSeries(plan, columnsOf(bars));
        follow(createObserver(plan), bars).forEach((row, index) => {
          expect(row.slice(0, plan.marketCount)).toEqual(rowOf(observations, index));
        });
      }),
      { numRuns: 10 },
    );
  });

  test('knows nothing of the bars to come', () => {
    fc.assert(
      fc.property(markets, markets, fc.integer({ min: 0, max: LENGTH }), (bars, others, now) => {
        const observations = observeSeries(plan, columnsOf(bars));
        const otherwise = observeSeries(plan, columnsOf([...bars.slice(0, now), ...others.slice(now)]));
        for (let row = 0; row < now; row++) expect(rowOf(otherwise, row)).toEqual(rowOf(observations, row));
      }),
      { numRuns: 10 },
    );
  });

  test('but uses the bar that has just closed', () => {
    const bars = observedBars(7, LENGTH, 0);
    const last = bars.at(-1) as FullBar;
    const higher = { ...last, close: last.close * 1.01, high: last.high * 1.02 };
    const column = plan.names.indexOf('ret_4h');
    const end = (ending: FullBar): number =>
      rowOf(observeSeries(plan, columnsOf([...bars.slice(0, -1), ending])), LENGTH - 1)[column] ?? NaN;
    expect(end(higher)).toBeGreaterThan(end(last));
  });

  test('goes on after a restart as if nothing had stopped, to the bit', () => {
    fc.assert(
      fc.property(markets, fc.integer({ min: 0, max: LENGTH }), (bars, stop) => {
        const uninterrupted = createObserver(plan);
        follow(uninterrupted, bars.slice(0, stop));
        const continued = createObserver(plan);
        restoreState(continued, JSON.parse(JSON.stringify(saveState(uninterrupted))));
        expect(continued.ready).toBe(uninterrupted.ready);
        expect(follow(continued, bars.slice(stop))).toEqual(follow(uninterrupted, bars.slice(stop)));
        expect(saveState(continued)).toEqual(saveState(uninterrupted));
      }),
      { numRuns: 6 },
    );
  });

  test('sees the same market at any price and volume', () => {
    const bars = observedBars(3, LENGTH, 0.3);
    const larger = bars.map((bar) => sized(bar, 8, 4));
    const columns = columnsOf(larger);
    // Alone counted in quote currency, and compared by ln(1 + x).
    columns.quote_volume = columnsOf(bars).quote_volume;
    const [small, large] = [observeSeries(plan, columnsOf(bars)), observeSeries(plan, columns)];
    small.forEach((value, at) => expect(Math.abs((large[at] ?? NaN) - value)).toBeLessThan(1e-5));
  });

  test('sees through a split of shares', () => {
    const bars = observedBars(4, LENGTH, 0);
    const observer = createObserver(plan);
    const through = bars.map((bar, index) => {
      if (index === 150) observer.split(4);
      observer.update(index < 150 ? bar : sized(bar, 1 / 4, 4));
      return written(observer);
    });
    expect(through).toEqual(follow(createObserver(plan), bars));
  });

  test('writes 0 for what is not there yet', () => {
    const observer = createObserver(plan);
    expect(written(observer).slice(0, plan.marketCount)).toEqual(plan.features.slice(0, plan.marketCount).map(() => 0));
    const bar = observedBars(1, 1, 0)[0] as FullBar;
    observer.update({ ...bar, taker_buy_base: 0, volume: 5 });
    expect(written(observer)[plan.names.indexOf('taker_buy_ratio')]).toBe(-1);
    expect(written(observer)[plan.names.indexOf('rsi14')]).toBe(0);
  });

  test('writes from the offset on, and nothing else', () => {
    const observer = createObserver(plan);
    follow(observer, observedBars(1, LENGTH, 0));
    const target = new Float32Array(plan.features.length + 4).fill(9);
    observer.write(account, target, 2);
    expect(Array.from(target)).toEqual([9, 9, ...written(observer), 9, 9]);
  });

  test('refuses a bar without a column that it reads, but not an index that nobody knows', () => {
    const observer = createObserver(plan);
    const bar = observedBars(1, 1, 0)[0] as FullBar;
    observer.update({ ...bar, fear_greed: NaN });
    const { trades: _without, ...rest } = bar;
    expect(() => observer.update(rest)).toThrow('trades must be there and finite, but it is undefined.');
    expect(() => observer.update({ ...bar, close: NaN })).toThrow('close must be finite, but it is NaN.');
  });

  test('takes more bought than traded for all bought, and less than nothing for nothing', () => {
    const flow = observationPlan({ ...everything, instruments: ['A'], include: ['taker_buy_ratio', 'tbr_sma_8h'] });
    const observer = createObserver(flow);
    const bar = observedBars(1, 1, 0)[0] as FullBar;
    observer.update({ ...bar, volume: 10, taker_buy_base: -3 });
    observer.update({ ...bar, volume: 10, taker_buy_base: 25 });
    expect(written(observer, flow)).toEqual([1, 0]);
  });

  test('writes numbers within their ranges even where sums are beyond what a double holds', () => {
    const observer = createObserver(plan);
    const beyond = observedBars(6, LENGTH, 0).map((bar, index) => sized(bar, index % 3 === 0 ? 1e300 : 1e-300, 1e306));
    const rows = follow(observer, beyond);
    const odd = rows.flatMap((row) => row.filter((value, at) => !(value >= lowOf(at) && value <= highOf(at))));
    expect(odd).toEqual([]);
  });

  test('reads what the plan reads and no more', () => {
    const short = observationPlan({
      ...everything,
      columns: BAR_COLUMNS,
      instruments: ['A'],
      include: ['rsi14', 'obv'],
    });
    expect(short.columns).toEqual(['close', 'volume']);
    const { close, volume } = columnsOf(observedBars(1, 40, 0));
    expect(observeSeries(short, { close, volume })).toHaveLength(80);
    expect(() => observeSeries(short, { close })).toThrow('The series has no volume, which the plan reads.');
    expect(() => observeSeries(short, { close, volume: volume.slice(1) })).toThrow('volume has 39 rows, but close 40.');
  });
});

describe('a market that stands still', () => {
  const still: FullBar = {
    ...{ open: 0.1, high: 0.1, low: 0.1, close: 0.1, volume: 0, taker_buy_base: 0, quote_volume: 0, trades: 0 },
    ...{ bid: 0.1, ask: 0.1, fear_greed: 50, events: 0 },
  };
  const valuesAfter = (bars: readonly FullBar[]): Record<string, number> => {
    const observer = createObserver(plan);
    follow(observer, bars);
    return Object.fromEntries(plan.names.map((name, i) => [name, written(observer)[i] ?? NaN]));
  };

  test('shows as 0 everywhere, but for what counts from elsewhere', () => {
    const { cash_ratio, position_ratio, agent_fill_ratio, ...values } = valuesAfter(Array<FullBar>(LENGTH).fill(still));
    const unusual = Object.entries(values).filter(([, value]) => Math.abs(value) > 1e-12);
    expect(unusual).toEqual([
      ['bb_position', 0.5],
      ['time_since_event', 1],
      ['fear_greed_valid', 1],
    ]);
    expect([cash_ratio, position_ratio, agent_fill_ratio]).toEqual([0.25, Math.fround(Math.tanh(0.75)), 0.5]);
  });

  test('shows nothing of what rounding left of the move before, however long ago', () => {
    const before = observedBars(8, LENGTH, 0).map((bar) => ({ ...bar, volume: 1 }));
    const close = before.at(-1)?.close ?? NaN;
    const after = { ...still, open: close, high: close, low: close, close, bid: close, ask: close };
    const values = valuesAfter([...before, ...Array<FullBar>(1_000).fill(after)]);
    for (const name of ['ma5', 'ma20', 'momentum', 'macd', 'macd_signal', 'cci', 'rel_volume', 'bb_squeeze']) {
      expect([name, values[name]]).toEqual([name, 0]);
    }
  });

  test('leaves of its last move what an average with λ = 0.94 leaves, where no GARCH can be fitted', () => {
    const moved = { ...still, open: 0.2, high: 0.2, low: 0.2, close: 0.2, bid: 0.2, ask: 0.2 };
    const values = valuesAfter([moved, moved, ...Array<FullBar>(LENGTH).fill(still)]);
    const variance = 0.06 * Math.log(2) ** 2 * 0.94 ** (LENGTH - 1);
    expect(values['garch_200h']).toBeCloseTo(Math.tanh(Math.sqrt(variance * 365 * 6)), 6);
  });
});

function sized(bar: FullBar, price: number, volume: number): FullBar {
  return {
    ...bar,
    open: bar.open * price,
    high: bar.high * price,
    low: bar.low * price,
    close: bar.close * price,
    bid: bar.bid * price,
    ask: bar.ask * price,
    volume: bar.volume * volume,
    taker_buy_base: bar.taker_buy_base * volume,
  };
}
