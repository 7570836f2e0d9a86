import { describe, expect, test } from '@jest/globals';
import { BUILT_IN_STRATEGIES } from '@tradingbot/strategy';
import { tradeOnCloses } from './trade-on-closes.ts';

const bracket = BUILT_IN_STRATEGIES.find(({ name }) => name === 'bracket') as object;
/** The level is 101 and the true range 0.5: the stop lies at 100 and the target at 102.5. */
const params = { bars: 5, atr: 1, stop: 2, target: 3, size: 1 };
const before = [100, 101, 100, 100.5, 100, 100.5];

describe('bracket, from its entry to the end of its trade', () => {
  test('buys inside the bar that reaches the level, and sells at the target', async () => {
    const { fills, denied } = await tradeOnCloses(bracket, { closes: [...before, 102, 105], params });
    // What happens inside a bar is known when it closes.
    expect(fills).toEqual([
      { bar: 7, side: 'buy', price: 101, qty: 1 },
      { bar: 8, side: 'sell', price: 102.5, qty: 1 },
    ]);
    expect(denied).toEqual([]);
  });

  test('or at the stop, whichever comes first', async () => {
    const { fills } = await tradeOnCloses(bracket, { closes: [...before, 102, 98], params });
    expect(fills).toEqual([
      { bar: 7, side: 'buy', price: 101, qty: 1 },
      { bar: 8, side: 'sell', price: 100, qty: 1 },
    ]);
  });

  test('buys at the open after a close above the level when it is told to', async () => {
    const market = { closes: [...before, 102, 102, 110], params: { ...params, entry: 'market' } };
    const { fills } = await tradeOnCloses(bracket, market);
    // The range of the bar that broke out is 1.5.
    expect(fills).toEqual([
      { bar: 7, side: 'buy', price: 102, qty: 1 },
      { bar: 9, side: 'sell', price: 106.5, qty: 1 },
    ]);
  });
});
