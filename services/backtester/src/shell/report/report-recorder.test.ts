// What a report draws, from the events of a run.

import { describe, expect, test } from '@jest/globals';
import { sequencedFact, TYPE_CODE } from '@tradingbot/contracts';
import {
  balance,
  bar,
  CATALOG,
  filled,
  hour,
  limit,
  said,
  split,
  stopAt,
  submitted,
  type Spoken,
} from '@tradingbot/testing';
import { createRecorder } from '../../core/index.ts';
import { createReportRecorder } from './report-recorder.ts';

/** Both recorders see every event, the one of figures first. */
function record(...events: Spoken[]) {
  const report = createReportRecorder(CATALOG);
  const recorder = createRecorder(CATALOG, 365, report.sink);
  let time = hour(0);
  events.forEach((event, index) => {
    time = event.time ?? time;
    const code = TYPE_CODE[event.type];
    const seen = sequencedFact(event.type, code, index + 1, time, 'sequencer', event.payload as never);
    for (const observer of [recorder, report.observer]) if (observer.reads.includes(event.type)) observer.see(seen);
  });
  recorder.figures();
  return report.recorded();
}
const at = <S extends Spoken>(spoken: S, hours: number): S => ({ ...spoken, time: hour(hours) });
const asMaker = (fill: Spoken<'order.filled'>): Spoken<'order.filled'> => ({
  ...fill,
  payload: { ...fill.payload, liquidity: 'maker' },
});
const msOf = (hours: number): number => hour(hours) / 1_000;

describe('the curve', () => {
  test('stands at each instant beside buying and holding, whose symbols without a price are cash', () => {
    const { curve } = record(balance('1000'), bar('100', 1, { open: '80' }), bar('120', 2), bar('60', 3));
    const symbols = CATALOG.instruments.length;
    const held = (growth: number): number => (growth + symbols - 1) / symbols;
    expect(curve.map(({ time, equity, benchmark }) => [time, equity, benchmark])).toEqual([
      [msOf(1), 1000, expect.closeTo(held(100 / 80), 12)],
      [msOf(2), 1000, expect.closeTo(held(120 / 80), 12)],
      [msOf(3), 1000, expect.closeTo(held(60 / 80), 12)],
    ]);
  });

  test('a split neither makes nor loses anything', () => {
    const { curve } = record(balance('1000'), bar('100', 1), at(split(4), 1), bar('25', 2));
    expect(curve.map(({ benchmark }) => benchmark)).toEqual([1, 1]);
  });
});

describe('trades', () => {
  const trip = [
    balance('1000'),
    bar('100', 1),
    at(submitted('o1', 'buy', '2', limit('100')), 1),
    at(asMaker(filled('o1', 'buy', '2', '100', { fee: '1' })), 1),
    bar('120', 2),
    at(submitted('o2', 'sell', '2', stopAt('110')), 2),
    at(filled('o2', 'sell', '2', '110', { fee: '1' }), 3),
  ];

  test('say by which orders they began and ended, and what they returned', () => {
    expect(record(...trip).trades.trades).toEqual([
      {
        strategy: 0,
        symbol: 0,
        entryTime: msOf(1),
        exitTime: msOf(3),
        qty: 2,
        entryPrice: 100,
        exitPrice: 110,
        fees: 2,
        pnl: 18,
        return: 0.09,
        entryBy: 'limit, maker',
        exitBy: 'stop',
      },
    ]);
  });

  test('return a share of what equity would be without them', () => {
    // Before the exit equity was 1039: the trade's 18 less, so that it is not measured against itself.
    expect(record(...trip).trades.returns).toEqual([18 / 1021]);
  });

  test('begin anew when the one before is over', () => {
    const { trades, open } = record(
      ...trip,
      at(submitted('o3', 'buy', '1'), 3),
      at(filled('o3', 'buy', '1', '115'), 3),
      at(submitted('o4', 'sell', '1'), 4),
      at(filled('o4', 'sell', '1', '120'), 4),
    ).trades;
    expect(trades.map(({ entryBy, exitBy, pnl }) => [entryBy, exitBy, pnl])).toEqual([
      ['limit, maker', 'stop', 18],
      ['market, taker', 'market', 5],
    ]);
    expect(open).toEqual([]);
  });

  test('that are not over are open positions', () => {
    const { open, trades } = record(...trip.slice(0, 5)).trades;
    expect(trades).toEqual([]);
    expect(open).toEqual([
      { strategy: 0, symbol: 0, entryTime: msOf(1), qty: 2, entryPrice: 100, entryBy: 'limit, maker' },
    ]);
  });

  test('have fills, each with the kind of its order', () => {
    expect(record(...trip).trades.fills.map(({ time, side, price, by }) => [time, side, price, by])).toEqual([
      [msOf(1), 'buy', 100, 'limit, maker'],
      [msOf(3), 'sell', 110, 'stop, taker'],
    ]);
  });
});

describe('prices', () => {
  test('are the bars of each symbol; one without bars has none', () => {
    const { prices } = record(balance('1'), bar('100', 1, { open: '90', high: '110', low: '80' }));
    const [first, ...others] = prices.series();
    expect(first?.whole).toEqual({
      step: 3_600_000,
      time: [msOf(0)],
      open: [90 * 10 ** (first?.decimals ?? 0)],
      high: [110 * 10 ** (first?.decimals ?? 0)],
      low: [80 * 10 ** (first?.decimals ?? 0)],
      close: [100 * 10 ** (first?.decimals ?? 0)],
    });
    expect(first?.fine.time).toEqual([]);
    expect(others.every(({ whole }) => whole.time.length === 0)).toBe(true);
    expect(prices.step()).toBe(3_600_000);
  });

  test('of a long run are joined, and stay as they were around fills', () => {
    const bars = Array.from({ length: 12_000 }, (_, hours) => bar('100', hours + 1));
    bars.splice(6_000, 0, at(filled('o1', 'buy', '1', '100'), 6_000) as never);
    const { prices } = record(balance('1000'), submitted('o1', 'buy', '1'), ...bars);
    const [first] = prices.series();
    expect(first?.whole.step).toBe(2 * 3_600_000);
    expect(first?.whole.time).toHaveLength(6_000);
    expect(first?.fine.step).toBe(3_600_000);
    expect(first?.fine.time).toEqual(Array.from({ length: 48 }, (_, index) => msOf(5_976 + index)));
  });
});

test('the manifest is that of the journal', () => {
  const manifest = { seed: 9 } as never;
  expect(record(said('run.manifest', { manifest }), balance('1')).manifest).toBe(manifest);
  expect(record(balance('1')).manifest).toBeUndefined();
});
