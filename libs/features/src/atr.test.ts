// The average true range is Wilder's average of ranges that count gaps.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectFollows, naiveWilder } from '../testing/naive-model.ts';
import { type Bar, bars, windowLength } from '../testing/series.ts';
import { atr } from './atr.ts';

function naiveAtr(past: readonly Bar[], n: number): number | undefined {
  const ranges = past.map(({ high, low }, i) => {
    const before = past[i - 1];
    return before === undefined ? high - low : Math.max(high, before.close) - Math.min(low, before.close);
  });
  return naiveWilder(ranges, n);
}

describe('atr', () => {
  test('is the Wilder average of the true range', () => {
    fc.assert(
      fc.property(bars, windowLength, (rows, n) => {
        const range = atr(n);
        const feed = ({ high, low, close }: Bar) => (range.update(high, low, close), range);
        expectFollows(rows, feed, (past) => naiveAtr(past, n));
      }),
    );
  });

  test('counts a gap up and a gap down since the previous close', () => {
    const range = atr(1);
    range.update(11, 10, 10.5);
    expect(range.value).toBe(1);
    range.update(20, 19, 19.5);
    expect(range.value).toBe(9.5);
    range.update(15, 14, 14.5);
    expect(range.value).toBe(5.5);
  });

  test('is 0 where bars have no range and no gap', () => {
    const range = atr(3);
    for (let i = 0; i < 9; i++) range.update(5, 5, 5);
    expect(range.value).toBe(0);
  });
});
