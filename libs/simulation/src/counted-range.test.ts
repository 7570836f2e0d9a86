import { describe, expect, test } from '@jest/globals';
import { micros, price, timeframe } from '@tradingbot/domain';
import { countedRange } from './counted-range.ts';
import { noBarYet, type RunningBar } from './running-bar.ts';

const BAR: RunningBar = {
  ...noBarYet(),
  openTime: micros(1_000),
  timeframe: timeframe(600),
  open: price(100),
  high: price(110),
  low: price(90),
  close: price(100),
  known: true,
};
const since = (gone: number) => countedRange(BAR, 'buy', micros(1_000 + gone), false);

describe('what of a bar counts for an order that rests', () => {
  test('all of it when the order was there at the open, or before', () => {
    expect([since(-5_000), since(0)]).toEqual([
      { good: 90, bad: 110 },
      { good: 90, bad: 110 },
    ]);
    expect(countedRange(BAR, 'sell', micros(0), false)).toEqual({ good: 110, bad: 90 });
  });

  test('its good extreme up to a third, its bad one up to two thirds', () => {
    expect([200, 201, 400, 401].map(since)).toEqual([
      { good: 90, bad: 110 },
      { good: undefined, bad: 110 },
      { good: undefined, bad: 110 },
      { good: undefined, bad: undefined },
    ]);
  });

  test('with a path, what that reaches after the order came', () => {
    const path = [120, 80, 105, 100].map(price);
    const along = { ...BAR, path, pathStep: timeframe(150), pathOpenTime: micros(1_000) };
    const at = (gone: number) => countedRange(along, 'buy', micros(1_000 + gone), true);
    expect([at(1), at(150), at(300), at(600)]).toEqual([
      { good: 80, bad: 120 },
      { good: 80, bad: 105 },
      { good: 100, bad: 105 },
      { good: undefined, bad: undefined },
    ]);
    expect(countedRange(along, 'buy', micros(1_001), false)).toEqual({ good: 90, bad: 110 });
  });
});
