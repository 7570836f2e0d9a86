// Which candles are drawn at which zoom.

import { describe, expect, test } from '@jest/globals';
import { candlesToDraw, halved, placeOnAxis } from './candles.js';
import { timesOnAxis } from './price-candles.js';

const HOUR = 3_600_000;
const NONE = { step: HOUR, time: [], open: [], high: [], low: [], close: [] };

/** Hour by hour from 0, with the opens that are given. */
function hours(opens: readonly number[], times = opens.map((_, hour) => hour * HOUR)) {
  return {
    step: HOUR,
    time: times,
    open: [...opens],
    high: opens.map((open) => open + 2),
    low: opens.map((open) => open - 1),
    close: opens.map((open) => open + 1),
  };
}

test('two candles become one: the first opens, the last closes, an odd one stays alone', () => {
  expect(halved(hours([5, 9, 3]))).toEqual({
    step: 2 * HOUR,
    time: [0, 2 * HOUR],
    open: [5, 3],
    high: [11, 5],
    low: [4, 2],
    close: [10, 4],
  });
});

describe('candles to draw', () => {
  test('are joined until they are few enough', () => {
    const levels = [hours([1, 2, 3, 4, 5, 6, 7, 8])];
    const shown = candlesToDraw(levels, NONE, 0, 8, 3);
    expect(shown.map(({ at, width, open, close }) => [at, width, open, close])).toEqual([
      [0, 4, 1, 5],
      [4, 4, 5, 9],
    ]);
    expect(levels).toHaveLength(3);
  });

  test('are only those in view', () => {
    const shown = candlesToDraw([hours([1, 2, 3, 4, 5, 6])], NONE, 2.5, 4.2, 10);
    expect(shown.map(({ at }) => at)).toEqual([2, 3, 4]);
  });

  test('are the finer ones where these are known and there is room for them', () => {
    const fine = { ...hours([30, 31], [HOUR, 1.5 * HOUR]), step: HOUR / 2 };
    const levels = [hours([1, 2, 3])];
    expect(candlesToDraw(levels, fine, 0, 3, 10).map(({ at, open }) => [at, open])).toEqual([
      [0, 1],
      [1, 30],
      [1.5, 31],
      [2, 3],
    ]);
    expect(candlesToDraw(levels, fine, 0, 3, 5).map(({ open }) => open)).toEqual([1, 2, 3]);
  });
});

test('a closed market takes no room on the axis', () => {
  const friday = 20 * HOUR;
  const monday = 80 * HOUR;
  const candles = hours([1, 2, 3], [friday, monday, monday + HOUR]);
  expect(placeOnAxis(candles, monday)).toBe(1);
  expect(placeOnAxis(candles, monday + HOUR / 2)).toBe(1.5);
  expect(placeOnAxis(candles, 50 * HOUR)).toBeCloseTo(0.999, 9);
  const times = timesOnAxis(candles, { from: 0, to: 3 }, 20);
  expect(times.map(({ place }) => place)).toEqual([...times.map(({ place }) => place)].sort((a, b) => a - b));
  // Saturday and Sunday have no place; midnight of Sunday to Monday stands at the first bar after it.
  expect(times.filter(({ text }) => text === '2 Jan' || text === '3 Jan')).toEqual([]);
});
