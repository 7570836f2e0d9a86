import { describe, expect, test } from '@jest/globals';
import type { StrategyIndex } from '@tradingbot/contracts';
import { amount } from '@tradingbot/domain';
import { ALPHA, balance, BETA, BTC, CATALOG, ETH, filled, px, q, usdt } from '@tradingbot/testing';
import fc from 'fast-check';
import { applyFill } from './fills.ts';
import {
  cashOf,
  createLedger,
  equityOf,
  markPrice,
  positionOf,
  positionsValueOf,
  setBalance,
  setPosition,
  type Ledger,
} from './ledger.ts';

function ledgerWith(cash: string): Ledger {
  const ledger = createLedger(CATALOG);
  setBalance(ledger, 'USDT', balance(cash).payload.balance);
  return ledger;
}
const fill = (ledger: Ledger, side: 'buy' | 'sell', quantity: string, price: string, fee = '0'): void =>
  applyFill(ledger, ALPHA, filled('o', side, quantity, price, { fee }).payload);

describe('a ledger', () => {
  test('books a purchase: cash falls by value and fee, the cost basis leaves the fee out', () => {
    const ledger = ledgerWith('1000');
    fill(ledger, 'buy', '2', '100', '0.2');
    expect(cashOf(ledger)).toBe(usdt('799.8'));
    expect(positionOf(ledger, ALPHA, BTC)).toEqual({
      qty: q('2'),
      costBasis: usdt('200'),
      realizedPnl: 0,
      fees: usdt('0.2'),
    });
  });

  test('books a sale: its share of the cost basis becomes realised P&L', () => {
    const ledger = ledgerWith('1000');
    fill(ledger, 'buy', '3', '100');
    fill(ledger, 'sell', '1', '130', '0.1');
    expect(positionOf(ledger, ALPHA, BTC)).toEqual({
      qty: q('2'),
      costBasis: usdt('200'),
      realizedPnl: usdt('30'),
      fees: usdt('0.1'),
    });
    expect(cashOf(ledger)).toBe(usdt('829.9'));
  });

  test('leaves no cost basis behind when a position is sold in uneven parts', () => {
    const ledger = ledgerWith('1000');
    fill(ledger, 'buy', '0.00003', '33.33');
    for (let i = 0; i < 3; i++) fill(ledger, 'sell', '0.00001', '33.33');
    expect(positionOf(ledger, ALPHA, BTC)).toEqual({ qty: 0, costBasis: 0, realizedPnl: 0, fees: 0 });
    expect(cashOf(ledger)).toBe(usdt('1000'));
  });

  test('holds the base asset at its own scale', () => {
    const ledger = ledgerWith('1000');
    fill(ledger, 'buy', '1.5', '100');
    expect(ledger.balances[ledger.assets.indexOf('BTC')]).toBe(150_000_000);
  });

  test('is worth its positions to the last unit, also beyond the safe integers', () => {
    const ledger = ledgerWith('0');
    fill(ledger, 'buy', '1000.00001', '60000.01');
    markPrice(ledger, BTC, px('60000.01'));
    const one = BigInt(positionsValueOf(ledger));
    expect(one).toBeLessThan(2n ** 53n);
    applyFill(ledger, ALPHA, { ...filled('o', 'buy', '20000.00003', '3000.07').payload, instrument: ETH });
    markPrice(ledger, ETH, px('3000.07'));
    // Two decimals of a price, five of a quantity, eight of money.
    const exact = (price: bigint, quantity: bigint): bigint => price * quantity * 10n;
    expect(one).toBe(exact(6_000_001n, 100_000_001n));
    expect(positionsValueOf(ledger)).toBe(exact(6_000_001n, 100_000_001n) + exact(300_007n, 2_000_000_003n));
  });

  test('is worth its cash and its positions at their last prices', () => {
    const ledger = ledgerWith('1000');
    fill(ledger, 'buy', '2', '100');
    markPrice(ledger, BTC, px('90'));
    markPrice(ledger, ETH, px('5'));
    expect(positionsValueOf(ledger)).toBe(usdt('180'));
    expect(equityOf(ledger)).toBe(usdt('980'));
    markPrice(ledger, BTC, px('110'));
    expect(equityOf(ledger)).toBe(usdt('1020'));
  });

  test('refuses to sell what it does not hold, and a fee in an asset that is not its own', () => {
    const ledger = ledgerWith('1000');
    expect(() => fill(ledger, 'sell', '1', '100')).toThrow('a long-only strategy never sells more than it holds');
    const inBnb = { ...filled('o', 'buy', '1', '100', { fee: '1' }).payload, feeAsset: 'BNB' };
    expect(() => applyFill(ledger, ALPHA, inBnb)).toThrow('a fee is charged in an asset of the manifest');
  });

  test('agrees with plain big integers on any sequence of fills, beyond 2^53 too', () => {
    const move = fc.record({
      buy: fc.boolean(),
      price: fc.integer({ min: 1, max: 2 ** 40 }),
      qty: fc.integer({ min: 1, max: 2 ** 30 }),
      fee: fc.integer({ min: 0, max: 2 ** 40 }),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        const ledger = createLedger(CATALOG);
        let cash = 0n;
        let held = 0n;
        let fees = 0n;
        for (const { buy, price, qty: size, fee } of moves) {
          const quantity = buy ? size : Math.min(size, Number(held));
          if (quantity === 0) continue;
          const base = filled('o', buy ? 'buy' : 'sell', '1', '1').payload;
          applyFill(ledger, ALPHA, {
            ...base,
            price: px('1'),
            ...({ price, qty: quantity } as object),
            fee: amount(fee),
          });
          const value = BigInt(price) * BigInt(quantity) * 10n;
          cash += (buy ? -value : value) - BigInt(fee);
          held += BigInt(buy ? quantity : -quantity);
          fees += BigInt(fee);
          if (held > 2n ** 50n) break;
        }
        const { costBasis, realizedPnl, qty: booked } = positionOf(ledger, ALPHA, BTC);
        expect(BigInt(cashOf(ledger))).toBe(cash);
        expect(BigInt(booked)).toBe(held);
        expect(cash + BigInt(costBasis)).toBe(BigInt(realizedPnl) - fees);
      }),
    );
  });
});

describe('a ledger that begins with positions', () => {
  const held = (strategy: StrategyIndex, quantity: string, cost: string) => ({
    strategy,
    instrument: BTC,
    qty: q(quantity),
    costBasis: usdt(cost),
    realizedPnl: usdt('7'),
    fees: usdt('1'),
  });

  test('counts them at what they cost on average until there is a price', () => {
    const ledger = ledgerWith('1000');
    setPosition(ledger, held(ALPHA, '2', '200'));
    expect([positionsValueOf(ledger), equityOf(ledger)]).toEqual([usdt('200'), usdt('1200')]);
    setPosition(ledger, held(BETA, '1', '130'));
    expect([positionsValueOf(ledger), ledger.netQty[BTC]]).toEqual([usdt('330'), q('3')]);
    markPrice(ledger, BTC, px('90'));
    expect([positionsValueOf(ledger), equityOf(ledger)]).toEqual([usdt('270'), usdt('1270')]);
  });

  test('books on from them', () => {
    const ledger = ledgerWith('1000');
    setBalance(ledger, 'BTC', amount(200_000_000));
    setPosition(ledger, held(ALPHA, '2', '200'));
    fill(ledger, 'sell', '1', '110', '0.5');
    expect(positionOf(ledger, ALPHA, BTC)).toEqual({
      qty: q('1'),
      costBasis: usdt('100'),
      realizedPnl: usdt('17'),
      fees: usdt('1.5'),
    });
    expect(ledger.balances[ledger.assets.indexOf('BTC')]).toBe(100_000_000);
  });
});
