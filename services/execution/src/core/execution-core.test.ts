import { describe, test } from '@jest/globals';
import {
  ALPHA,
  balance,
  bar,
  BTC,
  cancel,
  equity,
  ETH,
  filled,
  HOUR,
  limit,
  MARKET,
  position,
  q,
  said,
  specOf,
  submitted,
  usdt,
} from '@tradingbot/testing';
import { micros } from '@tradingbot/domain';
import { executionCore } from './execution-core.ts';
import { WHOLE_AT_ONCE } from './execution-settings.ts';

const execution = specOf(() => executionCore({ ...WHOLE_AT_ONCE, equityInterval: micros(24 * HOUR) }));
const approved = (side: 'buy' | 'sell', quantity: string, terms: typeof MARKET | ReturnType<typeof limit> = MARKET) =>
  said('risk.approved', { strategy: ALPHA, instrument: BTC, side, qty: q(quantity), terms, signal: 1 });
const accepted = (orderId: string) => said('order.accepted', { orderId, instrument: BTC });
const cancelRequested = (orderId: string) => said('order.cancel-requested', { orderId, instrument: BTC });
const ending = (closePositions: boolean) => said('run.ending', { closePositions, reason: 'end of data' });
const order = (
  orderId: string,
  side: 'buy' | 'sell',
  quantity: string,
  approval: number,
  terms: typeof MARKET | ReturnType<typeof limit> = MARKET,
) => said('order.submitted', { ...submitted(orderId, side, quantity, terms).payload, approval });

/** Positions 1 to 4: 1,000 USDT and one BTC bought at 100 for a fee of 1. */
const holdingOne = [
  balance('1000'),
  bar('100'),
  approved('buy', '1'),
  filled('o3', 'buy', '1', '100', { fee: '1' }),
] as const;

describe('orders', () => {
  test('an approval becomes one order, named after the position of the approval', () => {
    execution
      .given(balance('1000'))
      .when(approved('buy', '2'))
      .then(order('o2', 'buy', '2', 2));
    execution
      .given(balance('1000'))
      .when(approved('sell', '2', limit('99')))
      .then(order('o2', 'sell', '2', 2, limit('99')));
  });

  test('a cancel goes to every open order of the strategy and instrument, once', () => {
    execution.given(balance('1000'), approved('buy', '2')).when(cancel, cancel).then(cancelRequested('o2'));
    execution.given(balance('1000'), approved('buy', '2'), accepted('o2')).when(cancel).then(cancelRequested('o2'));
  });

  test('a cancel with nothing open, or in another instrument, sends nothing', () => {
    execution.given(balance('1000')).when(cancel).then();
    execution
      .given(balance('1000'), approved('buy', '2'))
      .when(said('risk.cancel', { strategy: ALPHA, instrument: ETH }))
      .then();
    execution
      .given(...holdingOne)
      .when(cancel)
      .then();
  });
});

describe('the ledger', () => {
  test('a fill is booked to the last unit and told with position and equity', () => {
    execution
      .given(balance('1000'), bar('100'), approved('buy', '2'))
      .when(filled('o3', 'buy', '2', '101.5', { fee: '0.203' }))
      .then(position('2', '203', '0', '0.203'), equity('796.797', '996.797'));
  });

  test('a sale realises its share of the cost basis', () => {
    execution
      .given(...holdingOne, bar('110', 2), approved('sell', '0.25'))
      .when(filled('o6', 'sell', '0.25', '110', { fee: '0.5' }))
      .then(position('0.75', '75', '2.5', '1.5'), equity('926', '1008.5'));
  });

  test('partial fills keep the order open until nothing remains', () => {
    execution
      .given(balance('1000'), bar('100'), approved('buy', '2'), filled('o3', 'buy', '1.5', '100', { remaining: '0.5' }))
      .when(cancel)
      .then(cancelRequested('o3'));
  });

  test('equity is told at most once an interval, at the first bar that closes in it', () => {
    const day = [balance('1000'), bar('100', 1), bar('100', 23)] as const;
    execution
      .given(...day)
      .when(bar('100', 23))
      .then();
    execution
      .given(...day)
      .when(bar('100', 24), bar('100', 25), bar('100', 47))
      .then(equity('1000', '1000'));
  });
});

describe('the end of a run', () => {
  test('cancels what is open and keeps what is held', () => {
    execution
      .given(...holdingOne, approved('buy', '1'))
      .when(ending(false))
      .then(cancelRequested('o5'));
  });

  test('sells what is held when asked to, one order for each position', () => {
    execution
      .given(...holdingOne)
      .when(ending(true))
      .then(order('o5.1', 'sell', '1', 5));
  });

  test('sells nothing when nothing is held', () => {
    execution.given(balance('1000')).when(ending(true)).then();
  });
});

describe('a journal that goes on from another', () => {
  const held = said('run.position', {
    strategy: ALPHA,
    instrument: BTC,
    qty: q('1'),
    costBasis: usdt('100'),
    realizedPnl: usdt('5'),
    fees: usdt('2'),
  });

  test('books on what was held', () => {
    execution
      .given(balance('1000'), held, approved('sell', '1'))
      .when(filled('o3', 'sell', '1', '130', { fee: '1' }))
      .then(position('0', '0', '35', '3'), equity('1129', '1129'));
  });

  test('sells what was held when it ends', () => {
    execution
      .given(balance('1000'), held)
      .when(ending(true))
      .then(order('o3.1', 'sell', '1', 3));
  });

  test('never gives an order id of the journal before again', () => {
    const closed = said('run.closed', { facts: 2, decisions: 1, done: {} });
    execution
      .given(balance('1000'), approved('buy', '2'), accepted('o2'), closed)
      // Positions begin anew: this approval would be at position 2 again.
      .when(
        said('risk.approved', { strategy: ALPHA, instrument: ETH, side: 'buy', qty: q('1'), terms: MARKET, signal: 1 }),
      )
      .then(said('order.submitted', { ...order('o9', 'buy', '1', 5).payload, instrument: ETH }));
  });
});
