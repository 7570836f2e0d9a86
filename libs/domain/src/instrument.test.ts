// A venue's grid for prices and quantities: orders are never enlarged, limits never made more aggressive.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  amount,
  assetScale,
  floorToLot,
  marketSymbol,
  notional,
  price,
  qty,
  quantizeLimitPrice,
  shareOf,
} from './instrument.ts';
import type { Instrument } from './instrument.ts';

const value = fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 2 ** 50 }));
const step = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2 ** 40 }));

describe('quantities on the lot', () => {
  test('the result is a multiple of the lot, not above the quantity, and less than one lot below it', () => {
    fc.assert(
      fc.property(value, step, (quantity, lot) => {
        const cut = floorToLot(quantity, qty(lot));
        expect(cut % lot).toBe(0);
        expect(cut).toBeLessThanOrEqual(quantity);
        expect(quantity - cut).toBeLessThan(lot);
      }),
    );
  });

  test('a negative quantity is cut towards zero, so that it is not enlarged either', () => {
    fc.assert(
      fc.property(value, step, (quantity, lot) => {
        expect(floorToLot(-quantity, qty(lot)) + 0).toBe(0 - floorToLot(quantity, qty(lot)));
      }),
    );
  });
});

describe('limit prices on the tick', () => {
  test('a buy goes down and a sell up to the nearest tick, and a price on the tick stays', () => {
    fc.assert(
      fc.property(value, step, (limit, tick) => {
        const buy = quantizeLimitPrice('buy', price(limit), price(tick));
        const sell = quantizeLimitPrice('sell', price(limit), price(tick));
        expect([buy % tick, sell % tick]).toEqual([0, 0]);
        expect(buy <= limit && limit - buy < tick).toBe(true);
        expect(sell >= limit && sell - limit < tick).toBe(true);
        if (limit % tick === 0) expect([buy, sell]).toEqual([limit, limit]);
      }),
    );
  });

  test('199.785 on a tick of 0.01 buys at 199.78 and sells at 199.79', () => {
    expect(quantizeLimitPrice('buy', price(199_785), price(10))).toBe(199_780);
    expect(quantizeLimitPrice('sell', price(199_785), price(10))).toBe(199_790);
  });
});

describe('amounts', () => {
  test('price × quantity stays exact beyond 2^53', () => {
    expect(notional(price(6_500_012), qty(150_000_000))).toBe(975_001_800_000_000);
    expect(notional(price(6_500_012_345_678), qty(150_000_001))).toBe(975_001_858_351_712_345_678n);
  });

  test('a share is rounded as named: a fee of 10 bps of 1_001 is 1 down and 2 up', () => {
    expect(shareOf(amount(1_001), 10, 10_000, 'floor')).toBe(1);
    expect(shareOf(amount(1_001), 10, 10_000, 'ceil')).toBe(2);
    expect(shareOf(amount(2n ** 70n), 1, 2, 'floor')).toBe(2n ** 69n);
  });

  test('an asset is kept fine enough for all that is booked in it, and never coarser than 8 decimals', () => {
    const instrument = (base: string, quote: string, priceScale: number, qtyScale: number): Instrument => ({
      symbol: marketSymbol(base + quote),
      venue: 'sim',
      assetClass: 'crypto_spot',
      base,
      quote,
      priceScale,
      qtyScale,
      calendar: '24x7',
    });
    const instruments = [
      instrument('BTC', 'USDT', 2, 5),
      instrument('ETH', 'BTC', 6, 4),
      instrument('PEPE', 'USDT', 10, 0),
      instrument('XRP', 'USDT', 4, 1),
    ];
    expect(assetScale(instruments, 'USDT')).toBe(10);
    expect(assetScale(instruments, 'BTC')).toBe(10);
    expect(assetScale(instruments, 'ETH')).toBe(8);
    expect(assetScale(instruments, 'EUR')).toBe(8);
    expect(assetScale([instrument('WEI', 'USDT', 2, 18)], 'WEI')).toBe(18);
  });
});

test('a quantity in the place of a price does not compile', () => {
  // @ts-expect-error the brands differ
  expect(notional(qty(2), qty(3))).toBe(6);
  // @ts-expect-error a plain number has no brand
  expect(notional(price(2), 3)).toBe(6);
});
