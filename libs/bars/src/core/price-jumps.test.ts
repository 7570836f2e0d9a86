// A split that nobody has stated is seen by the fraction at which a bar opens.

import { expect, test } from '@jest/globals';
import { micros } from '@tradingbot/domain';
import { createBarChunk } from './bar-chunk.ts';
import { createJumpWatch, noJumps, type PriceJumps } from './price-jumps.ts';

/** Bars that open at `opens` and close at the same price, in chunks of two. */
function jumpsOf(opens: readonly number[], splitAt: readonly number[] = []): PriceJumps {
  const jumps = noJumps('X');
  const actions = splitAt.map((at) => ({ kind: 'split' as const, from: micros(at), numerator: 4, denominator: 1 }));
  const watch = createJumpWatch(actions, jumps);
  for (let row = 0; row < opens.length; row += 2) {
    const chunk = createBarChunk(2);
    const part = opens.slice(row, row + 2);
    part.forEach((open, at) => {
      chunk.openTime[at] = row + at;
      chunk.open[at] = chunk.close[at] = open;
    });
    chunk.length = part.length;
    watch.see(chunk);
  }
  return jumps;
}

test.each<[readonly number[], number, number]>([
  [[100, 50], 1, 2],
  [[100, 100, 33.4], 2, 3],
  [[100, 24.3], 1, 4],
  [[100, 20.5], 1, 5],
  [[100, 10], 1, 10],
  [[100, 197], 1, 1 / 2],
  [[100, 100, 100, 2_010], 3, 1 / 20],
])('%j', (opens, at, fold) => {
  expect(jumpsOf(opens)).toEqual({ symbol: 'X', count: 1, first: { at, fold } });
});

test.each([[[100]], [[100, 60]], [[100, 45]], [[100, 140]], [[100, 22]], [[100, 51.6]], [[100, 37]]])(
  '%j is none',
  (opens) => {
    expect(jumpsOf(opens).count).toBe(0);
  },
);

test('the first one is kept, all are counted', () => {
  expect(jumpsOf([100, 50, 100, 100, 25])).toEqual({ symbol: 'X', count: 3, first: { at: 1, fold: 2 } });
});

test('a stated split answers the question, on its own day alone', () => {
  expect(jumpsOf([100, 100, 25], [2]).count).toBe(0);
  expect(jumpsOf([100, 100, 25], [1]).count).toBe(1);
  expect(jumpsOf([100, 100, 25], [3]).count).toBe(1);
});
