import { expect, test } from '@jest/globals';
import { amount, qty } from '@tradingbot/domain';
import fc from 'fast-check';
import { affordable } from './affordable.ts';

test('what the cash pays for in full is not cut to the lot', () => {
  expect(affordable(qty(15), qty(10), amount(15), (quantity) => amount(quantity))).toBe(15);
});

test('a quantity off the lot is cut to it', () => {
  expect(affordable(qty(15), qty(10), amount(12), (quantity) => amount(quantity))).toBe(10);
});

test('the cash pays for the most lots that it can, as trying them one by one finds', () => {
  const any = fc.integer({ min: 1, max: 200 });
  fc.assert(
    fc.property(
      any,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: -5, max: 60_000 }),
      any,
      (wanted, lot, cash, price) => {
        const costOf = (quantity: number) => amount(quantity === 0 ? 0 : quantity * (price + quantity) + 7);
        let expected = wanted;
        if (costOf(wanted) > cash) {
          expected = Math.floor(wanted / lot) * lot;
          while (expected > 0 && costOf(expected) > cash) expected -= lot;
        }
        expect(affordable(qty(wanted), qty(lot), amount(cash), costOf)).toBe(expected);
      },
    ),
  );
});
