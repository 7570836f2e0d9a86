import { describe, expect, test } from '@jest/globals';
import { micros, price, timeframe, type Side } from '@tradingbot/domain';
import fc from 'fast-check';
import { marketPrice } from './intrabar-price.ts';
import { noBarYet, type RunningBar } from './running-bar.ts';
import type { IntrabarModel } from './venue-settings.ts';

function bar(open: number, high: number, low: number, close: number, over: Partial<RunningBar> = {}): RunningBar {
  return {
    ...noBarYet(),
    openTime: micros(1_000),
    timeframe: timeframe(600),
    open: price(open),
    high: price(high),
    low: price(low),
    close: price(close),
    known: true,
    ...over,
  };
}
const ZERO = () => 0;
const at = (model: IntrabarModel, of: RunningBar, gone: number, side: Side = 'buy', draw = ZERO): number =>
  marketPrice(model, of, micros(1_000 + gone), side, draw);

describe('the price of the market inside a bar', () => {
  const rising = bar(100, 130, 80, 120);
  const falling = bar(120, 130, 80, 100);

  test.each([
    ['open', [100, 100, 100]],
    ['close', [120, 120, 120]],
    ['mid', [105, 105, 105]],
    ['linear', [100, 110, 120]],
  ] as const)('%s, at the open, in the middle and at the close', (model, prices) => {
    expect([0, 300, 600].map((gone) => at(model, rising, gone))).toEqual(prices);
  });

  test('ohlc goes to the low first when the bar closes at or above its open, else to the high', () => {
    const times = [0, 100, 200, 300, 400, 500, 600];
    expect(times.map((gone) => at('ohlc', rising, gone))).toEqual([100, 90, 80, 105, 130, 125, 120]);
    expect(times.map((gone) => at('ohlc', falling, gone))).toEqual([120, 125, 130, 105, 80, 90, 100]);
    expect(at('ohlc', bar(100, 130, 80, 100), 200)).toBe(80);
  });

  test('bridge strays from the straight line by its draw, and stays within the bar', () => {
    const f = 0.25;
    const line = 100 + 20 * f;
    const wide = 50 * Math.sqrt((Math.PI / 8) * f * (1 - f));
    expect(at('bridge', rising, 150, 'buy', () => 0.5)).toBe(Math.round(line + 0.5 * wide));
    expect(at('bridge', rising, 150, 'buy', () => 9)).toBe(130);
    expect(at('bridge', rising, 150, 'buy', () => -9)).toBe(80);
    expect([at('bridge', rising, 0, 'buy', () => 9), at('bridge', rising, 600, 'buy', () => 9)]).toEqual([100, 120]);
  });

  test('reference follows the path of that bar, and stays at its last price', () => {
    const path = { path: [90, 110, 130].map(price), pathStep: timeframe(150), pathOpenTime: micros(1_000) };
    const along = bar(100, 130, 80, 120, path);
    expect([0, 75, 150, 225, 450, 600].map((gone) => at('reference', along, gone))).toEqual([
      100, 95, 90, 100, 130, 130,
    ]);
    const stale = bar(100, 130, 80, 120, { ...path, pathOpenTime: micros(400) });
    expect(at('reference', stale, 150, 'buy', () => 9)).toBe(130);
  });

  test('a half is rounded against the trader, all else to the nearest', () => {
    const odd = bar(100, 104, 99, 103);
    expect([at('mid', odd, 0, 'buy'), at('mid', odd, 0, 'sell')]).toEqual([102, 101]);
    expect([at('linear', odd, 300, 'buy'), at('linear', odd, 300, 'sell')]).toEqual([102, 101]);
    expect([at('linear', odd, 250, 'buy'), at('linear', odd, 350, 'sell')]).toEqual([101, 102]);
    const down = bar(103, 104, 99, 100);
    expect([at('linear', down, 300, 'buy'), at('linear', down, 300, 'sell')]).toEqual([102, 101]);
  });

  test('straight lines are exact where doubles are not', () => {
    // 25 × (348 ÷ 600) is 14.499999999999998 in doubles.
    expect(at('linear', bar(0, 25, 0, 25), 348)).toBe(15);
    const long = bar(0, 9e15, 0, 9e15, { timeframe: timeframe(3_600_000_000) });
    expect(at('linear', long, 1_200_000_001)).toBe(3_000_000_002_500_000);
  });

  test('every model stays within the bar, and the sides are never more than one apart', () => {
    const prices = fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 4, maxLength: 4 });
    const models = fc.constantFrom<IntrabarModel>('open', 'close', 'mid', 'linear', 'ohlc', 'bridge', 'reference');
    fc.assert(
      fc.property(
        prices,
        models,
        fc.integer({ min: 0, max: 600 }),
        fc.double({ min: -4, max: 4, noNaN: true }),
        (p, model, gone, z) => {
          const [low = 0, a = 0, b = 0, high = 0] = [...p].sort((x, y) => x - y);
          const one = bar(a, high, low, b);
          const bought = at(model, one, gone, 'buy', () => z);
          const sold = at(model, one, gone, 'sell', () => z);
          expect(bought - sold === 0 || bought - sold === 1).toBe(true);
          expect(Math.min(bought, sold)).toBeGreaterThanOrEqual(low);
          expect(Math.max(bought, sold)).toBeLessThanOrEqual(high);
        },
      ),
    );
  });
});
