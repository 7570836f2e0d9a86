// On-balance volume adds what rose and takes away what fell.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectFollows, sum } from '../testing/naive-model.ts';
import { type Bar, bars } from '../testing/series.ts';
import { obv } from './obv.ts';

describe('obv', () => {
  test('is the sum of volumes signed by the direction of each bar', () => {
    fc.assert(
      fc.property(bars, (rows) => {
        const balance = obv();
        const feed = ({ close, volume }: Bar) => (balance.update(close, volume), balance);
        const naive = (past: readonly Bar[]) =>
          sum(past.slice(1).map(({ close, volume }, i) => volume * Math.sign(close - (past[i]?.close ?? NaN))));
        expectFollows(rows, feed, naive, Math.max(...rows.map(({ volume }) => volume)));
      }),
    );
  });

  test('a worked example: starts at 0, +5 up, unchanged flat, −7 down', () => {
    const balance = obv();
    expect(balance.ready).toBe(false);
    const seen = [[10, 3] as const, [11, 5] as const, [11, 9] as const, [8, 7] as const].map(
      ([price, volume]) => (balance.update(price, volume), balance.value),
    );
    expect(seen).toEqual([0, 5, 5, -2]);
  });
});
