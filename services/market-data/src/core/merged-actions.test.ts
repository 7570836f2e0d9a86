// Whoever holds shares through several actions has the same shares and the same money when they come as one of each.

import { expect, test } from '@jest/globals';
import type { CorporateAction } from '@tradingbot/bars';
import { amount, micros } from '@tradingbot/domain';
import fc from 'fast-check';
import { mergedActions } from './merged-actions.ts';

const split = (numerator: number, denominator: number): CorporateAction => ({
  kind: 'split',
  from: micros(7),
  numerator,
  denominator,
});
const dividend = (perShare: number): CorporateAction => ({
  kind: 'dividend',
  from: micros(7),
  perShare: amount(perShare),
});

test('One action stays what it is; two of a kind become one; a split comes before a dividend', () => {
  expect(mergedActions([split(4, 1)])).toEqual([split(4, 1)]);
  expect(mergedActions([dividend(3), dividend(4)])).toEqual([dividend(7)]);
  expect(mergedActions([split(3, 2), split(2, 1)])).toEqual([split(3, 1)]);
  expect(mergedActions([dividend(8), split(4, 1), dividend(5)])).toEqual([split(4, 1), dividend(7)]);
  expect(mergedActions([split(2, 1), split(1, 2)])).toEqual([]);
});

test('Shares are the same, and of the money nothing but what is rounded down is lost', () => {
  const action = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).map(([n, d]) => split(n, d)),
    fc.integer({ min: 1, max: 1_000_000_000 }).map(dividend),
  );
  /** Of one share, in fractions. */
  const outcome = (actions: readonly CorporateAction[]): { shares: number; money: number } =>
    actions.reduce(
      ({ shares, money }, one) =>
        one.kind === 'split'
          ? { shares: (shares * one.numerator) / one.denominator, money }
          : { shares, money: money + shares * Number(one.perShare) },
      { shares: 1, money: 0 },
    );
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 5 }), (actions) => {
      const [apart, together] = [outcome(actions), outcome(mergedActions(actions))];
      expect(together.shares / apart.shares).toBeCloseTo(1, 9);
      const lost = (apart.money - together.money) / apart.shares;
      expect(lost).toBeGreaterThan(-1e-3);
      // A unit at each split, carried through those that follow.
      expect(lost).toBeLessThan(10 ** actions.length);
    }),
  );
});
