// What does not fit the bars: a warm-up that never ends, a fall that looks like a split, actions of other days and symbols.

import { expect, test } from '@jest/globals';
import type { BarChunk, CorporateAction } from '@tradingbot/bars';
import { instrumentIndex, marketSymbol, micros, parseMicros, type Instrument } from '@tradingbot/domain';
import { defineStrategy, z, type StrategyInstance } from '@tradingbot/strategy';
import { seriesOf } from '@tradingbot/testing';
import { marketWarnings } from './market-warnings.ts';
import { watchedSeries, type SeenBars } from './watched-series.ts';

const at = (text: string): number => parseMicros(text) ?? NaN;
const NOTHING = { jumps: [], otherActions: [] };
const stock = (symbol: string): Instrument => ({
  ...{ symbol: marketSymbol(symbol), venue: 'us', assetClass: 'us_equity', base: symbol, quote: 'USD' },
  ...{ priceScale: 4, qtyScale: 0, calendar: 'NYSE' },
});
const INSTRUMENTS = [stock('SPY'), stock('AAPL')];
const seen = (index: number, bars: number, actions: readonly CorporateAction[] = []): SeenBars => ({
  ...{ series: { ...seriesOf([], instrumentIndex(index)), actions }, bars },
  ...{ first: at('2021-03-01'), last: at('2021-06-01') },
});
const needing = (bars: number): StrategyInstance => {
  const idle = defineStrategy({ name: 'momentum', params: z.unknown(), warmup: () => bars, onBar: () => {} });
  return { name: 'momentum', definition: idle, params: {} };
};
const split = (day: string): CorporateAction => ({
  ...{ kind: 'split', from: micros(at(`${day}T04:00:00Z`)), numerator: 2, denominator: 1 },
});

test('a warm-up that is longer than the bars', () => {
  const all = [seen(0, 8_784), seen(1, 10)];
  expect(marketWarnings(NOTHING, all, INSTRUMENTS, [needing(1_000_000_000)])).toEqual([
    'momentum needs 1,000,000,000 bars of a symbol before it may act; SPY has 8,784, AAPL has 10',
  ]);
  expect(marketWarnings(NOTHING, all, INSTRUMENTS, [needing(10)])).toEqual([]);
  expect(marketWarnings(NOTHING, all, INSTRUMENTS, [needing(11)])).toHaveLength(1);
});

test.each([
  [4, 1, 'SPY opens at 1/4 of the close before it on 2021-03-19: a split? see data.corporate_actions'],
  [
    1 / 10,
    3,
    'SPY opens at 10 times the close before it on 2021-03-19, and 2 such jumps more: a split? see data.corporate_actions',
  ],
])('an open at %d', (fold, count, sentence) => {
  const jumps = [{ symbol: 'SPY', count, first: { at: at('2021-03-19T13:00:00Z'), fold } }];
  expect(marketWarnings({ ...NOTHING, jumps }, [], INSTRUMENTS, [])).toEqual([sentence]);
});

test('actions of other symbols, of closed days, and of days without bars', () => {
  const actions = [split('2020-01-02'), split('2021-03-20'), split('2021-03-22'), split('2021-07-01')];
  expect(marketWarnings({ ...NOTHING, otherActions: ['TSLA'] }, [seen(0, 9, actions)], INSTRUMENTS, [])).toEqual([
    'data.corporate_actions names symbols that the run does not have: TSLA',
    'data.corporate_actions: split of SPY on 2020-01-02 and 1 more day: the run has no bars of then',
    'data.corporate_actions: split of SPY on 2021-03-20: the market is closed then, and the next bar counts',
  ]);
  expect(marketWarnings(NOTHING, [seen(0, 9, [split('2021-03-22')])], INSTRUMENTS, [])).toEqual([]);
});

test('series are counted as they are read, and are the same', async () => {
  const chunk = (times: readonly number[]): BarChunk => {
    const column = Float64Array.from(times);
    return {
      ...{ length: times.length, openTime: column, open: column },
      ...{ high: column, low: column, close: column, volume: column },
    };
  };
  async function* chunks() {
    for (const times of [[3, 4], [], [9]]) yield await Promise.resolve(chunk(times));
  }
  const { series, seen: counted } = watchedSeries([{ ...seriesOf([]), chunks }]);
  let read = 0;
  for await (const { length } of series[0]?.chunks() ?? []) read += length;
  expect([read, counted[0]?.bars, counted[0]?.first, counted[0]?.last]).toEqual([3, 3, 3, 9]);
});
