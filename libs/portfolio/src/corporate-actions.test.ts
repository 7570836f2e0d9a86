import { describe, expect, test } from '@jest/globals';
import { amount, price, qty } from '@tradingbot/domain';
import { ALPHA, BETA, BTC, CATALOG, ETH, filled, limit, px, q, stopAt, usdt } from '@tradingbot/testing';
import fc from 'fast-check';
import { applyDividend, applySplit, splitProtection, splitTarget } from './corporate-actions.ts';
import { applyFill } from './fills.ts';
import { cashOf, createLedger, equityOf, markPrice, positionOf, setBalance, type Ledger } from './ledger.ts';

function holding(quantity: string, at: string): Ledger {
  const ledger = createLedger(CATALOG);
  setBalance(ledger, 'USDT', usdt('100000'));
  markPrice(ledger, BTC, px(at));
  applyFill(ledger, ALPHA, filled('o', 'buy', quantity, at).payload);
  return ledger;
}
const split = (numerator: number, denominator: number) => ({ instrument: BTC, numerator, denominator });

describe('a split', () => {
  test('leaves cash, cost and worth as they are when it comes out even', () => {
    const ledger = holding('3', '100');
    expect(applySplit(ledger, split(4, 1))).toBe(0);
    expect(positionOf(ledger, ALPHA, BTC)).toEqual({ qty: q('12'), costBasis: usdt('300'), realizedPnl: 0, fees: 0 });
    expect([ledger.marks[BTC], ledger.netQty[BTC]]).toEqual([px('25'), q('12')]);
    expect(equityOf(ledger)).toBe(usdt('100000'));
    expect(ledger.balances[ledger.assets.indexOf('BTC')]).toBe(1_200_000_000);
  });

  test('pays the fraction of a unit in cash, at the last price after it', () => {
    // 0.00005 for three: one unit and two thirds of one, which at 300 × 3 = 900 is worth 0.006.
    const ledger = holding('0.00005', '300');
    expect(applySplit(ledger, split(1, 3))).toBe(usdt('0.006'));
    expect(positionOf(ledger, ALPHA, BTC)).toEqual({
      qty: q('0.00001'),
      costBasis: usdt('0.009'),
      realizedPnl: 0,
      fees: 0,
    });
    expect(cashOf(ledger)).toBe(usdt('99999.991'));
  });

  test('is of every strategy that holds, and of nothing else', () => {
    const ledger = holding('1', '100');
    applyFill(ledger, BETA, filled('o', 'buy', '2', '100').payload);
    applyFill(ledger, ALPHA, { ...filled('o', 'buy', '5', '10').payload, instrument: ETH });
    applySplit(ledger, split(3, 2));
    expect([positionOf(ledger, ALPHA, BTC).qty, positionOf(ledger, BETA, BTC).qty]).toEqual([q('1.5'), q('3')]);
    expect([positionOf(ledger, ALPHA, ETH).qty, ledger.netQty[BTC]]).toEqual([q('5'), q('4.5')]);
  });

  test('moves prices of protection away from the market, onto the tick', () => {
    const protection = { stop: stopAt('99.99'), target: limit('110.01') };
    expect(splitProtection(protection, split(2, 1), px('0.05'))).toEqual({
      stop: stopAt('49.95'),
      target: limit('55.05'),
    });
  });

  test('counts what was asked for in new shares', () => {
    const signal = {
      strategy: ALPHA,
      instrument: BTC,
      target: { kind: 'qty', qty: q('3') },
      terms: limit('90'),
    } as const;
    expect(splitTarget(signal, split(2, 1), px('0.01'))).toEqual({
      ...signal,
      target: { kind: 'qty', qty: q('6') },
      terms: limit('45'),
    });
  });
});

describe('a dividend', () => {
  test('is cash and realised P&L of whoever holds', () => {
    const ledger = holding('2.5', '100');
    expect(applyDividend(ledger, { instrument: BTC, perShare: usdt('0.4') })).toBe(usdt('1'));
    expect(cashOf(ledger)).toBe(usdt('99751'));
    expect(positionOf(ledger, ALPHA, BTC)).toMatchObject({
      qty: q('2.5'),
      costBasis: usdt('250'),
      realizedPnl: usdt('1'),
    });
    expect(positionOf(ledger, BETA, BTC).realizedPnl).toBe(0);
  });
});

describe('whatever happens, to the last unit', () => {
  const small = fc.integer({ min: 1, max: 2 ** 20 });
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('fill' as const),
      buy: fc.boolean(),
      strategy: fc.constantFrom(ALPHA, BETA),
      instrument: fc.constantFrom(BTC, ETH),
      price: small,
      qty: small,
      feeAsset: fc.constantFrom('USDT', 'BTC', 'ETH'),
      fee: fc.integer({ min: 0, max: 500 }),
    }),
    fc.record({
      kind: fc.constant('split' as const),
      numerator: fc.integer({ min: 1, max: 7 }),
      denominator: fc.integer({ min: 1, max: 7 }),
    }),
    fc.record({ kind: fc.constant('dividend' as const), perShare: fc.integer({ min: 0, max: 2 ** 30 }) }),
    fc.record({ kind: fc.constant('mark' as const), price: small }),
  );

  test('cash + cost basis = opening cash + realised P&L − fees + fees in kind; balances explain positions', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const ledger = createLedger(CATALOG);
        // Bought before, so that a fee in either asset can be paid out of stock for some time.
        setBalance(ledger, 'ETH', amount(2_000));
        setBalance(ledger, 'BTC', amount(2_000));
        for (const one of steps) {
          switch (one.kind) {
            case 'mark':
              markPrice(ledger, BTC, price(one.price));
              markPrice(ledger, ETH, price(one.price));
              break;
            case 'split':
              applySplit(ledger, { instrument: BTC, numerator: one.numerator, denominator: one.denominator });
              break;
            case 'dividend':
              applyDividend(ledger, { instrument: BTC, perShare: amount(one.perShare) });
              break;
            case 'fill': {
              const held = positionOf(ledger, one.strategy, one.instrument).qty;
              const quantity = one.buy ? one.qty : Math.min(one.qty, held);
              if (quantity === 0 || !canPay(ledger, one.feeAsset, one.fee, quantity, one)) continue;
              seen.add(`${one.buy ? 'buy' : 'sell'} for ${one.feeAsset}`);
              applyFill(ledger, one.strategy, {
                ...filled('o', one.buy ? 'buy' : 'sell', '1', '1').payload,
                instrument: one.instrument,
                price: price(one.price),
                qty: qty(quantity),
                feeAsset: one.feeAsset,
                fee: amount(one.fee),
              });
            }
          }
          expectIdentity(ledger);
        }
      }),
      { numRuns: 300 },
    );
    expect(seen.size).toBe(6);
  });

  function canPay(
    ledger: Ledger,
    feeAsset: string,
    fee: number,
    quantity: number,
    { buy, instrument }: { buy: boolean; instrument: number },
  ): boolean {
    const asset = ledger.assets.indexOf(feeAsset);
    if (asset === 0) return true;
    const units = Math.ceil(fee / 1000);
    if (buy && ledger.baseAsset[instrument] === asset) return units <= quantity;
    // After the fill, so that a sale does not pay with what it sells.
    const sold = !buy && ledger.baseAsset[instrument] === asset ? quantity : 0;
    return units <= (ledger.netQty[asset - 1] as number) - sold || fee <= (ledger.stock[asset] as number);
  }

  function expectIdentity(ledger: Ledger): void {
    let cost = 0n;
    let realised = 0n;
    let fees = 0n;
    for (const position of ledger.positions.flat()) {
      cost += BigInt(position.costBasis);
      realised += BigInt(position.realizedPnl);
      fees += BigInt(position.fees);
      expect(position.qty).toBeGreaterThanOrEqual(0);
      expect(BigInt(position.costBasis) >= 0n).toBe(true);
    }
    expect(BigInt(cashOf(ledger)) + cost).toBe(realised - fees + BigInt(ledger.feesInKind));
    for (const instrument of [BTC, ETH]) {
      const asset = ledger.baseAsset[instrument] as number;
      const net = ledger.positions.reduce((sum, row) => sum + (row[instrument]?.qty ?? 0), 0);
      expect(ledger.netQty[instrument]).toBe(net);
      expect(BigInt(ledger.balances[asset] as number)).toBe(
        BigInt(net) * 1000n + BigInt(ledger.stock[asset] as number),
      );
      expect(Number(ledger.stock[asset])).toBeGreaterThanOrEqual(0);
    }
  }
});
