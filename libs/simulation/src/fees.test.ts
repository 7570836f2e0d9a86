import { describe, expect, test } from '@jest/globals';
import { amount } from '@tradingbot/domain';
import { MANIFEST } from '@tradingbot/testing';
import fc from 'fast-check';
import { commission, regulatoryFee, upTo } from './fees.ts';
import { feeStepsOf } from './fee-steps.ts';
import { plainVenue } from './plain-venue.ts';

const PLAIN = { rounding: 'up' as const, minimum: amount(0), maximum: amount(0) };
const QUOTE = { units: 1, worth: 1, step: 1 };

describe('a commission', () => {
  test.each([
    ['up', 1_001, 2],
    ['down', 1_001, 1],
    ['nearest', 1_499, 1],
    ['nearest', 1_500, 2],
    ['up', 1_000, 1],
  ] as const)('is rounded %s: a thousandth of %i is %i', (rounding, value, fee) => {
    expect(commission({ ...PLAIN, rounding }, amount(value), 1_000_000, QUOTE)).toBe(fee);
  });

  test.each([
    ['up', 250],
    ['down', 200],
    ['nearest', 200],
  ] as const)('is rounded %s to its step', (rounding, fee) => {
    expect(commission({ ...PLAIN, rounding }, amount(210_000), 1_000_000, { ...QUOTE, step: 50 })).toBe(fee);
  });

  test('stays within its least and most, which are in the account’s currency', () => {
    const within = { ...PLAIN, minimum: amount(40), maximum: amount(90) };
    expect([1_000, 50_000, 500_000].map((value) => commission(within, amount(value), 1_000_000, QUOTE))).toEqual([
      40, 50, 90,
    ]);
    const half = { units: 1, worth: 2, step: 1 };
    expect([1_000, 500_000].map((value) => commission(within, amount(value), 1_000_000, half))).toEqual([20, 45]);
  });

  test('of nothing is nothing', () => {
    expect(commission(PLAIN, amount(1_234), 0, QUOTE)).toBe(0);
  });

  test('rounds up to what big integers say, beyond 2^53 too', () => {
    const big = fc.bigInt({ min: 1n, max: 2n ** 80n });
    const rate = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(
        big,
        rate,
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        (value, ppb, worth, step) => {
          const fee = BigInt(commission(PLAIN, amount(value), ppb, { units: 1_000, worth, step }));
          const divisor = 1_000_000_000n * BigInt(worth) * BigInt(step);
          const steps = (value * 1_000n * BigInt(ppb) + divisor - 1n) / divisor;
          expect(fee).toBe(steps * BigInt(step));
        },
      ),
    );
  });
});

describe('what regulators take of a sale', () => {
  const rates = { secPpb: 27_800, tafPerShare: amount(16_600), tafMaximum: amount(830_000_000) };
  const CENT = 1_000_000;

  test('is each rounded up to the cent', () => {
    // 1,000,000.00 at 27.80 per million, and 0.000166 for each of 1,000 shares.
    expect(regulatoryFee(rates, amount(1e14), { quantity: 1_000, unit: 1 }, CENT)).toBe(2_780_000_000 + 17_000_000);
    expect(regulatoryFee(rates, amount(1), { quantity: 1, unit: 1 }, CENT)).toBe(2 * CENT);
  });

  test('of FINRA has a most for a fill', () => {
    expect(regulatoryFee(rates, amount(0), { quantity: 100_000, unit: 1 }, CENT)).toBe(830_000_000);
  });
});

test('an amount is brought up to a step', () => {
  expect([upTo(amount(10), 1), upTo(amount(10), 5), upTo(amount(11), 5), upTo(amount(0), 5)]).toEqual([10, 10, 15, 0]);
});

test('steps are counted in last decimals of the asset that is charged', () => {
  const { fees } = plainVenue(2, {});
  const steps = feeStepsOf({ ...fees, bnbInstrument: 1, steps: ['0.01', '0.0000000001'] }, MANIFEST.catalog);
  expect(steps).toEqual({ quote: [1_000_000, 1], base: [1_000_000, 1], bnb: [1_000_000, 1] });
});
