import { describe, expect, test } from '@jest/globals';
import { amount } from '@tradingbot/domain';
import { ALPHA, BETA, BTC, CATALOG, ETH, filled, px, q, usdt } from '@tradingbot/testing';
import { applyFill } from './fills.ts';
import { cashOf, createLedger, equityOf, markPrice, positionOf, setBalance, type Ledger } from './ledger.ts';

function ledgerWith(cash: string): Ledger {
  const ledger = createLedger(CATALOG);
  setBalance(ledger, 'USDT', usdt(cash));
  return ledger;
}
/** An amount of BTC or ETH, which are kept to eight decimals. */
const coins = (count: number) => amount(Math.round(count * 1e8));
const pay = (feeAsset: string, fee: number) => ({ feeAsset, fee: coins(fee) });

describe('a fee in what was bought', () => {
  test('lowers what is held, at the price of the fill', () => {
    const ledger = ledgerWith('1000');
    applyFill(ledger, ALPHA, { ...filled('o', 'buy', '2', '100').payload, ...pay('BTC', 0.002) });
    expect(positionOf(ledger, ALPHA, BTC)).toEqual({
      qty: q('1.998'),
      costBasis: usdt('199.8'),
      realizedPnl: 0,
      fees: usdt('0.2'),
    });
    expect([cashOf(ledger), ledger.netQty[BTC]]).toEqual([usdt('800'), q('1.998')]);
  });

  test('takes whole units of the position; what is left of the last one stays in the balance and counts', () => {
    const ledger = ledgerWith('1000');
    markPrice(ledger, BTC, px('100'));
    applyFill(ledger, ALPHA, { ...filled('o', 'buy', '1', '100').payload, ...pay('BTC', 0.0000101) });
    expect(positionOf(ledger, ALPHA, BTC).qty).toBe(q('0.99998'));
    expect(ledger.balances[ledger.assets.indexOf('BTC')]).toBe(coins(0.9999899));
    expect(equityOf(ledger)).toBe(usdt('999.99899'));
  });
});

describe('a fee in another asset', () => {
  test('is paid out of what no strategy holds; fees grow by its value at the last price', () => {
    const ledger = ledgerWith('1000');
    setBalance(ledger, 'ETH', coins(1));
    markPrice(ledger, ETH, px('10'));
    markPrice(ledger, BTC, px('100'));
    expect(equityOf(ledger)).toBe(usdt('1010'));
    applyFill(ledger, ALPHA, { ...filled('o', 'buy', '2', '100').payload, ...pay('ETH', 0.02) });
    expect(positionOf(ledger, ALPHA, BTC)).toMatchObject({ qty: q('2'), costBasis: usdt('200'), fees: usdt('0.2') });
    expect([cashOf(ledger), ledger.feesInKind, equityOf(ledger)]).toEqual([usdt('800'), usdt('0.2'), usdt('1009.8')]);
  });

  test('is paid out of a position when nothing else is there, as if that had been sold', () => {
    const ledger = ledgerWith('1000');
    applyFill(ledger, BETA, { ...filled('o', 'buy', '1', '10').payload, instrument: ETH });
    markPrice(ledger, ETH, px('20'));
    applyFill(ledger, ALPHA, { ...filled('o', 'buy', '2', '100').payload, ...pay('ETH', 0.02) });
    expect(positionOf(ledger, BETA, ETH)).toEqual({
      qty: q('0.98'),
      costBasis: usdt('9.8'),
      realizedPnl: usdt('0.2'),
      fees: 0,
    });
    expect(positionOf(ledger, ALPHA, BTC).fees).toBe(usdt('0.4'));
    expect(ledger.feesInKind).toBe(0);
  });

  test('that the account does not hold breaks the books', () => {
    const fill = { ...filled('o', 'buy', '2', '100').payload, ...pay('ETH', 0.02) };
    expect(() => applyFill(ledgerWith('1000'), ALPHA, fill)).toThrow('a fee is paid from what the account holds');
  });
});

test('what is held beside the strategies follows its price', () => {
  const ledger = ledgerWith('0');
  setBalance(ledger, 'ETH', coins(3));
  expect(equityOf(ledger)).toBe(0);
  markPrice(ledger, ETH, px('7'));
  expect(equityOf(ledger)).toBe(usdt('21'));
});
