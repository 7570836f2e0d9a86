import { describe, expect, test } from '@jest/globals';
import { sequencedFact, TYPE_CODE } from '@tradingbot/contracts';
import { BTC, filled, hour, limit, q, said, submitted, type Spoken } from '@tradingbot/testing';
import { applyOrderEvent, reopenOrders, statedOrders, type OpenOrders, type OrderEvent } from './orders.ts';

const apply = (orders: OpenOrders, spoken: Spoken) =>
  applyOrderEvent(
    orders,
    sequencedFact(spoken.type, TYPE_CODE[spoken.type], 1, hour(0), 'sequencer', spoken.payload as never) as OrderEvent,
  );
const after = (...events: Spoken[]): OpenOrders => {
  const orders: OpenOrders = [];
  for (const event of events) apply(orders, event);
  return orders;
};
const accepted = (orderId = 'o1') => said('order.accepted', { orderId, instrument: BTC });
const cancelRequested = said('order.cancel-requested', { orderId: 'o1', instrument: BTC });
const canceled = said('order.canceled', { orderId: 'o1', instrument: BTC, remaining: q('1'), code: 'REQUESTED' });
const rejected = said('order.rejected', { orderId: 'o1', instrument: BTC, code: 'NOT_ON_LOT' });
const order = submitted('o1', 'buy', '2');

describe('an order', () => {
  test.each([
    ['submitted', [order]],
    ['accepted', [order, accepted()]],
    ['partially-filled', [order, accepted(), filled('o1', 'buy', '1', '100', { remaining: '1' })]],
    ['cancel-requested', [order, cancelRequested]],
    ['cancel-requested', [order, cancelRequested, accepted()]],
    ['cancel-requested', [order, cancelRequested, filled('o1', 'buy', '1', '100', { remaining: '1' })]],
  ])('is %s', (status, events) => {
    expect(after(...events).map((open) => open.status)).toEqual([status]);
  });

  test.each([
    ['filled whole', filled('o1', 'buy', '2', '100')],
    ['canceled', canceled],
    ['rejected', rejected],
  ])('is forgotten once it is %s', (_, last) => {
    const orders = after(order, submitted('o2', 'sell', '1'));
    expect(apply(orders, last).closed).toBe(true);
    expect(orders.map((open) => open.orderId)).toEqual(['o2']);
  });

  test('keeps what a partial fill leaves', () => {
    expect(after(order, filled('o1', 'buy', '0.5', '100', { remaining: '1.5' }))[0]?.remaining).toBe(q('1.5'));
  });

  test('that is gone may still be asked to cancel: the request crossed the report that ended it', () => {
    expect(after(order, canceled, cancelRequested)).toEqual([]);
  });

  test('may not be submitted twice, filled beyond its quantity, accepted twice or reported when it is not open', () => {
    expect(() => after(order, order)).toThrow('order id o1 is used once');
    expect(() => after(order, filled('o1', 'buy', '3', '100'))).toThrow('never filled beyond its quantity');
    expect(() => after(order, accepted(), accepted())).toThrow('an order is accepted once');
    expect(() => after(canceled)).toThrow('order.canceled is about an open order, not o1');
  });
});

test('orders that are stated are open again elsewhere, and independent of what they were', () => {
  const orders = after(order, accepted(), submitted('o2', 'sell', '1', limit('110')));
  const elsewhere: OpenOrders = [];
  reopenOrders(elsewhere, JSON.parse(JSON.stringify(statedOrders(orders))) as never);
  expect(elsewhere).toEqual(orders);
  apply(elsewhere, filled('o1', 'buy', '2', '100'));
  expect([elsewhere.length, orders.length]).toEqual([1, 2]);
});
