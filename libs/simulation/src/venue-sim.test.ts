import { describe, test } from '@jest/globals';
import {
  ALPHA,
  balance,
  bar,
  BETA,
  BTC,
  filled,
  limit,
  open,
  q,
  rules,
  said,
  specOf,
  submitted,
  usdt,
} from '@tradingbot/testing';
import { ppbFromBps } from './costs.ts';
import { venueSim } from './venue-sim.ts';

const FREE = { takerFeePpb: 0, makerFeePpb: 0, slippagePpb: 0, clipToBar: true };
const venue = (over: Partial<typeof FREE> = {}) => specOf(() => venueSim({ ...FREE, ...over }));
const accepted = (orderId: string) => said('order.accepted', { orderId, instrument: BTC });
const canceled = (orderId: string, remaining: string, code: 'REQUESTED' | 'INSUFFICIENT_BALANCE') =>
  said('order.canceled', { orderId, instrument: BTC, remaining: q(remaining), code });
const rejected = (
  orderId: string,
  code: 'INSUFFICIENT_BALANCE' | 'BELOW_MIN_QTY' | 'BELOW_MIN_NOTIONAL' | 'NOT_ON_LOT' | 'NOT_ON_TICK',
) => said('order.rejected', { orderId, instrument: BTC, code });
const cancelRequest = (orderId: string) => said('order.cancel-requested', { orderId, instrument: BTC });
const held = [submitted('o1', 'buy', '1'), open(1, '100')] as const;

function fill(
  orderId: string,
  side: 'buy' | 'sell',
  quantity: string,
  price: string,
  over: { fee?: string; slippage?: string; maker?: true; remaining?: string; trade?: string } = {},
) {
  const plain = filled(orderId, side, quantity, price, over);
  const { payload } = plain;
  return said('order.filled', {
    ...payload,
    liquidity: over.maker ? 'maker' : 'taker',
    slippage: usdt(over.slippage ?? '0'),
  });
}

describe('market orders', () => {
  test('are accepted, and wait for the next open', () => {
    venue()
      .given(balance('1000'), bar('90'))
      .when(submitted('o1', 'buy', '1'))
      .then(accepted('o1'));
  });

  test('fill at the next open, not at the close they were decided on', () => {
    venue()
      .given(balance('1000'), bar('90'), submitted('o1', 'buy', '1'))
      .when(open(1, '100'))
      .then(fill('o1', 'buy', '1', '100'));
  });

  test('pay a fee on what was traded, rounded up to the last unit', () => {
    venue({ takerFeePpb: ppbFromBps(10) })
      .given(balance('1000'), submitted('o1', 'buy', '0.33333'))
      .when(open(1, '99.99'))
      .then(fill('o1', 'buy', '0.33333', '99.99', { fee: '0.03332967' }));
  });

  test('slip against the trader, a buy up and a sell down', () => {
    const slipping = venue({ slippagePpb: ppbFromBps(5) });
    slipping
      .given(balance('1000'), submitted('o1', 'buy', '1'))
      .when(open(1, '100.01', { low: '99', high: '101' }))
      .then(fill('o1', 'buy', '1', '100.07', { slippage: '0.06' }));
    slipping
      .given(balance('1000'), ...held, submitted('o2', 'sell', '1'))
      .when(open(2, '100.01', { low: '99', high: '101' }))
      .then(fill('o2', 'sell', '1', '99.95', { slippage: '0.06' }));
  });

  test('never fill outside the bar when its range is known and clipping is on', () => {
    const at = open(1, '100', { low: '99', high: '100.02' });
    const slipping = { slippagePpb: ppbFromBps(5) };
    venue(slipping)
      .given(balance('1000'), submitted('o1', 'buy', '1'))
      .when(at)
      .then(fill('o1', 'buy', '1', '100.02', { slippage: '0.02' }));
    venue({ ...slipping, clipToBar: false })
      .given(balance('1000'), submitted('o1', 'buy', '1'))
      .when(at)
      .then(fill('o1', 'buy', '1', '100.05', { slippage: '0.05' }));
    venue(slipping)
      .given(balance('1000'), submitted('o1', 'buy', '1'))
      .when(open(1, '100'))
      .then(fill('o1', 'buy', '1', '100.05', { slippage: '0.05' }));
  });

  test('fill only what the cash can pay, fee included; the rest is canceled', () => {
    venue({ takerFeePpb: ppbFromBps(100) })
      .given(balance('100'), rules({ lot: '0.1' }), submitted('o1', 'buy', '2'))
      .when(open(1, '100'))
      .then(
        fill('o1', 'buy', '0.9', '100', { fee: '0.9', remaining: '1.1' }),
        canceled('o1', '1.1', 'INSUFFICIENT_BALANCE'),
      );
    venue()
      .given(balance('0'), submitted('o1', 'buy', '1'))
      .when(open(1, '100'))
      .then(canceled('o1', '1', 'INSUFFICIENT_BALANCE'));
  });

  test('fill in the order in which they came', () => {
    venue()
      .given(balance('1000'), submitted('o1', 'buy', '1'), submitted('o2', 'buy', '2'))
      .when(open(1, '100'))
      .then(fill('o1', 'buy', '1', '100'), fill('o2', 'buy', '2', '100'));
  });
});

describe('limit orders', () => {
  const resting = [balance('1000'), bar('100'), submitted('o1', 'buy', '1', limit('95'))] as const;

  test('fill at the open when it is already through the limit, at the better price', () => {
    venue()
      .given(...resting)
      .when(open(1, '94'))
      .then(fill('o1', 'buy', '1', '94'));
  });

  test('never fill worse than their limit, whatever the slippage', () => {
    venue({ slippagePpb: ppbFromBps(500) })
      .given(...resting)
      .when(open(1, '94', { low: '90', high: '99' }))
      .then(fill('o1', 'buy', '1', '95', { slippage: '1' }));
  });

  test('fill at their limit as maker when the bar trades through it', () => {
    venue({ makerFeePpb: ppbFromBps(10) })
      .given(...resting, open(1, '100'))
      .when(bar('98', 2, { open: '100', high: '100', low: '94.99' }))
      .then(fill('o1', 'buy', '1', '95', { fee: '0.095', maker: true }));
    venue()
      .given(balance('1000'), ...held, submitted('o2', 'sell', '1', limit('110')), open(2, '100'))
      .when(bar('98', 3, { open: '100', high: '110.01', low: '98' }))
      .then(fill('o2', 'sell', '1', '110', { maker: true }));
  });

  test('do not fill on a touch', () => {
    venue()
      .given(...resting, open(1, '100'))
      .when(bar('98', 2, { open: '100', high: '100', low: '95' }))
      .then();
  });

  test('placed while a bar runs have no claim to what that bar did', () => {
    venue()
      .given(balance('1000'), open(1, '100'), submitted('o1', 'buy', '1', limit('95')))
      .when(bar('98', 2, { open: '100', high: '100', low: '90' }))
      .then();
  });

  test('rest from bar to bar until they fill', () => {
    venue()
      .given(...resting, open(1, '100'), bar('100', 2), open(2, '100'))
      .when(bar('96', 3, { open: '100', high: '100', low: '90' }))
      .then(fill('o1', 'buy', '1', '95', { maker: true }));
  });
});

describe('cancels and refusals', () => {
  test('a resting order is canceled on request', () => {
    venue()
      .given(balance('1000'), submitted('o1', 'buy', '1'))
      .when(cancelRequest('o1'))
      .then(canceled('o1', '1', 'REQUESTED'));
  });

  test('a canceled order never fills', () => {
    venue()
      .given(balance('1000'), submitted('o1', 'buy', '1'), cancelRequest('o1'))
      .when(open(1, '100'))
      .then();
  });

  test('a cancel of an order that is gone is not answered again', () => {
    venue()
      .given(balance('1000'), ...held)
      .when(cancelRequest('o1'))
      .then();
  });

  test.each([
    ['NOT_ON_LOT', { lot: '0.1' }, submitted('o1', 'buy', '0.15')],
    ['BELOW_MIN_QTY', { minQty: '0.5' }, submitted('o1', 'buy', '0.4')],
    ['NOT_ON_TICK', { tick: '0.05' }, submitted('o1', 'buy', '1', limit('99.99'))],
    ['BELOW_MIN_NOTIONAL', { minNotional: '100' }, submitted('o1', 'buy', '1', limit('99.99'))],
    ['INSUFFICIENT_BALANCE', {}, submitted('o1', 'sell', '1')],
  ] as const)('an order that breaks a rule of the venue is rejected: %s', (code, over, order) => {
    venue().given(balance('1000'), rules(over)).when(order).then(rejected('o1', code));
  });

  test('an order of exactly the least quantity and value is accepted', () => {
    venue()
      .given(balance('1000'), rules({ minQty: '1', minNotional: '99' }))
      .when(submitted('o1', 'buy', '1', limit('99')))
      .then(accepted('o1'));
  });
});

describe('the end of a run', () => {
  const ending = said('run.ending', { closePositions: true, reason: 'end of data' });

  test('a market order after the last bar fills at the last close, with fee and slippage', () => {
    venue({ takerFeePpb: ppbFromBps(10), slippagePpb: ppbFromBps(10) })
      .given(balance('1000'), ...held, bar('200', 2), ending)
      .when(submitted('o2', 'sell', '1'))
      .then(accepted('o2'), fill('o2', 'sell', '1', '199.8', { fee: '0.1998', slippage: '0.2' }));
  });
});

test('prices are compared as numbers of the instrument, not as text', () => {
  venue()
    .given(balance('100000'), submitted('o1', 'buy', '1', limit('1000')))
    .when(open(1, '999'))
    .then(fill('o1', 'buy', '1', '999'));
});

test('what was held when the journal began can be sold, and no more than that', () => {
  const position = said('run.position', {
    strategy: ALPHA,
    instrument: BTC,
    qty: q('2'),
    costBasis: usdt('200'),
    realizedPnl: usdt('0'),
    fees: usdt('0'),
  });
  venue()
    .given(balance('1000'), position, { ...position, payload: { ...position.payload, strategy: BETA } }, rules())
    .when(submitted('o1', 'sell', '4'), submitted('o2', 'sell', '4.5'))
    .then(accepted('o1'), rejected('o2', 'INSUFFICIENT_BALANCE'));
});
