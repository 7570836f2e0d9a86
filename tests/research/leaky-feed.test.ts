// Bars that are not what they were at the time: whoever feeds the engine can leak too, and is found out by its decisions.

import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { checkLookahead, checkWarmUp } from '@tradingbot/backtester/research';
import type { HeldSeries } from '@tradingbot/bars/files';
import { heldMarket } from './small-market.ts';

jest.setTimeout(300_000);

const BARS = 120;

type Held = HeldSeries['series'][number];
type Column = Float64Array<SharedArrayBuffer>;
type Market = Awaited<ReturnType<typeof heldMarket>>;

let market: Market;

beforeAll(async () => {
  market = await heldMarket(BARS);
});

/** Prices are made anew out of those of the whole series; a bar has one price. */
const feedOf =
  (priceOf: (bars: Held, row: number, all: HeldSeries) => number) =>
  (held: HeldSeries): HeldSeries => ({
    series: held.series.map((bars) => {
      const column = (): Column => new Float64Array(new SharedArrayBuffer(8 * Math.max(bars.length, 1)));
      const price = column();
      for (let row = 0; row < bars.length; row++) price[row] = Math.max(1, Math.round(priceOf(bars, row, held)));
      return { ...bars, open: price, high: price, low: price, close: price };
    }),
  });

const at = (column: ArrayLike<number>, row: number, length: number): number =>
  column[Math.max(0, Math.min(row, length - 1))] ?? 0;
const meanOf = (column: ArrayLike<number>, from: number, to: number, length: number): number => {
  let sum = 0;
  for (let row = from; row <= to; row++) sum += at(column, row, length);
  return sum / (to - from + 1);
};

const LEAKS: Readonly<Record<string, Parameters<typeof feedOf>[0]>> = {
  'the bar that follows': ({ close, length }, row) => at(close, row + 1, length),
  'the mean of all bars': ({ close, length }, row) =>
    (5_000 * at(close, row, length)) / meanOf(close, 0, length - 1, length),
  'the close of four hours before they have passed': ({ close, length }, row) => at(close, row - (row % 4) + 3, length),
  'a window around the bar': ({ close, length }, row) => meanOf(close, row - 3, row + 3, length),
  'the open at which orders will fill': ({ open, length }, row) => at(open, row + 1, length),
  'the end of the data': ({ close, length }, row) => at(close, row < 20 ? length - 1 - row : row, length),
};

const check = ({ plan, held }: Market, feed?: (held: HeldSeries) => HeldSeries) =>
  checkLookahead({ planAt: () => Promise.resolve(plan), held, ...(feed === undefined ? {} : { feed }) });

describe('A feed that knows', () => {
  test.each(Object.keys(LEAKS))('%s is found out', async (name) => {
    const { leak } = await check(market, feedOf(LEAKS[name] as Parameters<typeof feedOf>[0]));
    expect(leak).not.toBeNull();
    expect(leak?.time).toBeLessThanOrEqual(leak?.cut ?? 0);
    expect(JSON.stringify(leak?.withFuture)).not.toBe(JSON.stringify(leak?.withoutFuture));
  });

  test('is found out as soon as the future is missing; another future tells it too', async () => {
    const next = feedOf(LEAKS['the bar that follows'] as Parameters<typeof feedOf>[0]);
    expect((await check(market, next)).leak?.future).toBe('cut');
    // A feed that has the data from elsewhere does not miss what is cut off.
    const { leak } = await check(market, (held) => next(held.series[0]?.length === BARS ? held : market.held));
    expect(leak?.future).toBe('changed');
  });

  test.each<[string, Parameters<typeof feedOf>[0]]>([
    ['the bar itself', ({ close, length }, row) => at(close, row, length)],
    ['the bars before', ({ close, length }, row) => meanOf(close, row - 3, row, length)],
  ])('only %s is believed', async (_, priceOf) => {
    const { leak, decisions } = await check(market, feedOf(priceOf));
    expect(leak).toBeNull();
    expect(decisions).toBeGreaterThan(5);
  });
});

describe('A warm-up', () => {
  test('that is long enough settles within it', async () => {
    const { plan, held } = await heldMarket(400, 'ema-cross', { fast: 3, slow: 60 });
    expect(await checkWarmUp(plan, held)).toMatchObject({ declared: 60, neverSettled: false });
  });

  test('that is too short is told how long it should be', async () => {
    const { plan, held } = await heldMarket(400, 'ema-cross', { fast: 3, slow: 20 });
    const [strategy] = plan.strategies;
    if (strategy === undefined) throw new Error('there is a strategy');
    const hasty = { ...strategy, definition: { ...strategy.definition, warmup: () => 1 } };
    const { declared, settledAfter } = await checkWarmUp({ ...plan, strategies: [hasty] }, held);
    expect(declared).toBe(1);
    expect(settledAfter).toBeGreaterThan(3);
  });
});
