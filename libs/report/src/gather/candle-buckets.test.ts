// Candles of any number of bars: they become longer, and never say anything that bars did not.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCandleBuckets } from './candle-buckets.ts';

const bars = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 50, max: 99 }), fc.nat(9), fc.nat(9)), {
    minLength: 1,
    maxLength: 120,
  })
  .map((rows) => {
    let time = 0;
    return rows.map(([gap, open, up, down]) => {
      time += gap * 10;
      return { time, open, high: open + up, low: open - down, close: open + (up > down ? up : -down) };
    });
  });

test('each candle is what a naive resampling of the bars to its length gives', () => {
  fc.assert(
    fc.property(bars, fc.constantFrom(2, 4, 16), (rows, most) => {
      const buckets = createCandleBuckets(10, most);
      for (const { time, open, high, low, close } of rows) buckets.add(time, open, high, low, close);
      const { step, ...columns } = buckets.columns();
      const starts = [...new Set(rows.map(({ time }) => Math.floor(time / step) * step))];
      const naive = starts.map((start) => rows.filter(({ time }) => time >= start && time < start + step));
      expect(columns).toEqual({
        time: starts,
        open: naive.map((group) => group[0]?.open),
        high: naive.map((group) => Math.max(...group.map(({ high }) => high))),
        low: naive.map((group) => Math.min(...group.map(({ low }) => low))),
        close: naive.map((group) => group.at(-1)?.close),
      });
      expect(starts.length).toBeLessThanOrEqual(most);
      expect(Math.log2(step / 10) % 1).toBe(0);
    }),
  );
});

test('while there is room for all bars, they are the candles', () => {
  const buckets = createCandleBuckets(10, 8);
  buckets.add(10, 5, 6, 4, 5);
  buckets.add(40, 7, 9, 7, 8);
  expect(buckets.columns()).toEqual({
    step: 10,
    time: [10, 40],
    open: [5, 7],
    high: [6, 9],
    low: [4, 7],
    close: [5, 8],
  });
});
