// The life of every open order as one state machine, folded from order events. Closed orders are forgotten,
// so that memory does not grow with the run.

import type { Json, Payload, SequencedEvent, StrategyIndex } from '@tradingbot/contracts';
import { invariant, type InstrumentIndex, type Price, type Qty, type Side } from '@tradingbot/domain';

export type OrderStatus = 'submitted' | 'accepted' | 'partially-filled' | 'cancel-requested';

export interface OpenOrder {
  readonly orderId: string;
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly side: Side;
  readonly terms: Payload<'order.submitted'>['terms'];
  remaining: Qty;
  status: OrderStatus;
}

/** Open orders in the order of submission. There are few at a time, so a list is faster to search than a map. */
export type OpenOrders = OpenOrder[];

export const findOrder = (orders: OpenOrders, orderId: string): OpenOrder | undefined =>
  orders.find((order) => order.orderId === orderId);

/** The event types that `applyOrderEvent` folds. */
export const ORDER_EVENTS = [
  'order.submitted',
  'order.cancel-requested',
  'order.accepted',
  'order.rejected',
  'order.filled',
  'order.canceled',
] as const;

export type OrderEvent = Extract<SequencedEvent, { type: (typeof ORDER_EVENTS)[number] }>;

/**
 * Folds one order event and returns the order it was about, as it stands after it (`closed` when nothing is left open).
 * A report about an order that is not open is a broken invariant: nothing may be filled that was not submitted.
 */
export function applyOrderEvent(orders: OpenOrders, event: OrderEvent): { order: OpenOrder; closed: boolean } {
  if (event.type === 'order.submitted') return { order: openOrder(orders, event.payload), closed: false };
  const order = findOrder(orders, event.payload.orderId);
  if (order === undefined) invariant(false, `${event.type} is about an open order, not ${event.payload.orderId}`);
  switch (event.type) {
    case 'order.cancel-requested':
      order.status = 'cancel-requested';
      return { order, closed: false };
    case 'order.accepted':
      invariant(order.status === 'submitted' || order.status === 'cancel-requested', 'an order is accepted once');
      if (order.status === 'submitted') order.status = 'accepted';
      return { order, closed: false };
    case 'order.filled':
      invariant(event.payload.qty <= order.remaining, 'an order is never filled beyond its quantity');
      order.remaining = event.payload.remaining;
      if (order.status !== 'cancel-requested') order.status = 'partially-filled';
      return close(orders, order, order.remaining === 0);
    case 'order.rejected':
    case 'order.canceled':
      return close(orders, order, true);
  }
}

export function openOrder(orders: OpenOrders, submitted: Payload<'order.submitted'>): OpenOrder {
  const { orderId, strategy, instrument, side, terms } = submitted;
  if (findOrder(orders, orderId) !== undefined) invariant(false, `order id ${orderId} is used once`);
  const order: OpenOrder = {
    orderId,
    strategy,
    instrument,
    side,
    terms,
    remaining: submitted.qty,
    status: 'submitted',
  };
  orders.push(order);
  return order;
}

/** Under this name `run.carried` states the orders that were open when the journal before closed. */
export const OPEN_ORDERS = 'open-orders';

/** Strategies and instruments by their indices: the journal that reads it has the same. */
export const statedOrders = (orders: OpenOrders): Json =>
  orders.map((order) => ({ ...order, terms: { ...order.terms } }));

/** Opens again what `statedOrders` stated. */
export function reopenOrders(orders: OpenOrders, stated: Json): void {
  for (const order of stated as unknown as OpenOrders) {
    orders.push({ ...order, terms: { ...order.terms } });
  }
}

function close(orders: OpenOrders, order: OpenOrder, closed: boolean): { order: OpenOrder; closed: boolean } {
  if (closed) forget(orders, order);
  return { order, closed };
}

function forget(orders: OpenOrders, order: OpenOrder): void {
  if (orders[orders.length - 1] === order) orders.pop();
  else orders.splice(orders.indexOf(order), 1);
}

/** The price at which an order could trade at worst, for limits: its limit, or the last price. */
export const worstPrice = (terms: OpenOrder['terms'], last: Price): Price =>
  terms.type === 'limit' ? terms.limitPrice : last;
