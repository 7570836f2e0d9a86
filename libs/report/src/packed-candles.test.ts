// What is packed into a page and what the page unpacks are the same candles.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { packCandles } from './packed-candles.ts';
import { unpackCandles } from './page/candles.js';

const candle = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(5_000_000), fc.nat(5_000_000), fc.nat(99), fc.nat(99));

test('packing loses nothing', () => {
  fc.assert(
    fc.property(fc.array(candle, { maxLength: 40 }), fc.nat(4), (rows, decimals) => {
      let time = 1_700_000_000_000;
      const candles = { step: 60_000, time: [], open: [], high: [], low: [], close: [] } as Record<string, unknown> &
        Record<'time' | 'open' | 'high' | 'low' | 'close', number[]> & { step: number };
      for (const [steps, open, close, above, below] of rows) {
        time += steps * 60_000;
        candles.time.push(time);
        candles.open.push(open);
        candles.close.push(close);
        candles.high.push(Math.max(open, close) + above);
        candles.low.push(Math.min(open, close) - below);
      }
      const unit = 10 ** decimals;
      const inMoney = (column: readonly number[]): number[] => column.map((value) => value / unit);
      expect(unpackCandles(packCandles(candles, decimals))).toEqual({
        step: 60_000,
        time: candles.time,
        open: inMoney(candles.open),
        high: inMoney(candles.high),
        low: inMoney(candles.low),
        close: inMoney(candles.close),
      });
    }),
  );
});
