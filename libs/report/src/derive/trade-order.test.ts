// Shuffled trades: the same end, other ways there, and the same shuffles for the same seed.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tradeOrder, type TradeOrder } from './trade-order.ts';

const returns = fc.array(fc.double({ min: -0.2, max: 0.3, noNaN: true }), { minLength: 5, maxLength: 40 });
const orderOf = (trades: readonly number[], seed = 1): TradeOrder => {
  const order = tradeOrder(trades, 1_000, seed);
  if (order === undefined) throw new Error('there are enough trades');
  return order;
};

describe('the order of trades', () => {
  test('does not change where it ends, and begins with the equity there was', () => {
    fc.assert(
      fc.property(returns, (trades) => {
        const { low, middle, high, actual } = orderOf(trades);
        const end = trades.reduce((worth, one) => worth * (1 + one), 1_000);
        for (const path of [low, middle, high, actual]) {
          expect(path[0]).toBe(1_000);
          expect(path.at(-1)).toBeCloseTo(end, 6);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('gives bands that lie over each other', () => {
    const { low, middle, high, drawdowns } = orderOf([0.1, -0.05, 0.02, -0.1, 0.07, 0.01, -0.02]);
    low.forEach((worth, index) => {
      expect(worth).toBeLessThanOrEqual(middle[index] ?? 0);
      expect(middle[index]).toBeLessThanOrEqual(high[index] ?? 0);
    });
    expect(drawdowns.p5).toBeLessThan(drawdowns.p50);
    expect(drawdowns.p50).toBeLessThan(drawdowns.p95);
  });

  test('is the same for the same seed, and another for another', () => {
    const trades = [0.1, -0.05, 0.02, -0.1, 0.07, 0.03];
    expect(orderOf(trades, 5)).toEqual(orderOf(trades, 5));
    expect(orderOf(trades, 5).middle).not.toEqual(orderOf(trades, 6).middle);
  });

  test('that happened to lose first is deeper than nearly all others', () => {
    const { actualDrawdown, deeper } = orderOf([...Array<number>(10).fill(-0.05), ...Array<number>(10).fill(0.06)]);
    expect(actualDrawdown).toBeCloseTo(0.95 ** 10 - 1, 12);
    expect(deeper).toBeLessThan(0.02);
  });

  test('of equal trades has one drawdown, none deeper', () => {
    const { drawdowns, actualDrawdown, deeper } = orderOf(Array<number>(6).fill(-0.1));
    expect(drawdowns.p5).toBeCloseTo(actualDrawdown, 12);
    expect(deeper).toBe(0);
  });
});

test('fewer than five trades are not shuffled', () => {
  expect(tradeOrder([0.1, 0.1, 0.1, 0.1], 1_000, 1)).toBeUndefined();
});
