import { describe, expect, test } from '@jest/globals';
import { price } from '@tradingbot/domain';
import { ppbFromBps, slippedPrice, takerPrice } from './costs.ts';

const NONE = { low: price(0), high: price(0), limit: price(0) };

test('basis points become whole parts per billion', () => {
  expect([ppbFromBps(10), ppbFromBps(0.3), ppbFromBps(0.00001), ppbFromBps(0)]).toEqual([1_000_000, 30_000, 1, 0]);
});

describe('a price that slips', () => {
  test('is rounded against the trader', () => {
    expect([
      slippedPrice('buy', price(10_001), ppbFromBps(5)),
      slippedPrice('sell', price(10_001), ppbFromBps(5)),
    ]).toEqual([10_007, 9_995]);
  });

  test('is not rounded where it is whole, whatever doubles make of the basis points', () => {
    for (let bps = 1; bps <= 100; bps++) {
      expect(slippedPrice('buy', price(100_000), ppbFromBps(bps / 10))).toBe(100_000 + bps);
      expect(slippedPrice('sell', price(100_000), ppbFromBps(bps / 10))).toBe(100_000 - bps);
    }
  });

  test('is at least one unit', () => {
    expect(slippedPrice('sell', price(3), ppbFromBps(20_000))).toBe(1);
  });
});

describe('what a taker pays', () => {
  test.each([
    ['slipped', 'buy', NONE, 10_100],
    ['within the bar', 'buy', { ...NONE, low: price(9_950), high: price(10_050) }, 10_050],
    ['within the bar', 'sell', { ...NONE, low: price(9_950), high: price(10_050) }, 9_950],
    ['never worse than the limit', 'buy', { ...NONE, limit: price(10_020) }, 10_020],
    ['never worse than the limit', 'sell', { ...NONE, limit: price(9_980) }, 9_980],
    ['the limit comes last', 'sell', { low: price(9_000), high: price(9_970), limit: price(9_980) }, 9_980],
  ] as const)('%s: a %s', (_, side, bounds, expected) => {
    expect(takerPrice(side, price(10_000), 100, bounds)).toBe(expected);
  });
});
