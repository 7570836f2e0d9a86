// The life of every open order as one state machine, folded from order events. Closed orders are forgotten,
// so that memory does not grow with the run.

import {
  strategyIndex,
  type Json,
  type Payload,
  type Sequenced,
  type SequencedEvent,
  type StrategyIndex,
} from '@tradingbot/contracts';
import {
  invariant,
  mulDivExact,
  price,
  qty,
  removeFrom,
  WEIGHT_ONE,
  type InstrumentIndex,
  type Price,
  type Qty,
  type Side,
} from '@tradingbot/domain';

export type OrderStatus = 'submitted' | 'accepted' | 'partially-filled' | 'cancel-requested';

export interface OpenOrder {
  readonly orderId: string;
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly side: Side;
  readonly terms: Payload<'order.submitted'>['terms'];
  /** "" for an order that works an approval; an order that protects a position names its group. */
  readonly group: string;
  /** What of its approval later orders were still to carry when it was submitted. */
  readonly unsent: Qty;
  remaining: Qty;
  status: OrderStatus;
}

/** Open orders in the order of submission. There are few at a time, so a list is faster to search than a map. */
export type OpenOrders = OpenOrder[];

export function findOrder(orders: OpenOrders, orderId: string): OpenOrder | undefined {
  for (let i = 0; i < orders.length; i++) if (orders[i]?.orderId === orderId) return orders[i];
  return undefined;
}

/** The event types that `applyOrderEvent` folds. */
export const ORDER_EVENTS = [
  'order.submitted',
  'order.cancel-requested',
  'order.accepted',
  'order.triggered',
  'order.rejected',
  'order.filled',
  'order.canceled',
] as const;

export type OrderEvent = Extract<SequencedEvent, { type: (typeof ORDER_EVENTS)[number] }>;

/**
 * Folds one order event and returns the order it was about, as it stands after it (`closed` when nothing is left open).
 * A report about an order that is not open is a broken invariant: nothing may be filled that was not submitted. Only a
 * cancel may come too late; the order is then told without an owner, and nothing has changed.
 */
export function applyOrderEvent(orders: OpenOrders, event: OrderEvent): { order: OpenOrder; closed: boolean } {
  if (event.type === 'order.submitted') return { order: openOrder(orders, event.payload), closed: false };
  const order = findOrder(orders, event.payload.orderId);
  // A cancel and the report that ends the order may cross on their way: then there is nothing left to cancel.
  if (order === undefined && event.type === 'order.cancel-requested') return { order: goneOrder(event), closed: false };
  if (order === undefined) invariant(false, `${event.type} is about an open order, not ${event.payload.orderId}`);
  switch (event.type) {
    case 'order.cancel-requested':
      order.status = 'cancel-requested';
      return { order, closed: false };
    case 'order.accepted':
      invariant(order.status === 'submitted' || order.status === 'cancel-requested', 'an order is accepted once');
      if (order.status === 'submitted') order.status = 'accepted';
      return { order, closed: false };
    case 'order.triggered':
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

/** All that is known of an order that is gone. */
const goneOrder = ({ payload }: Sequenced<'order.cancel-requested'>): OpenOrder => ({
  orderId: payload.orderId,
  strategy: strategyIndex(-1),
  instrument: payload.instrument,
  side: 'sell',
  terms: { type: 'market' },
  group: '',
  unsent: qty(0),
  remaining: qty(0),
  status: 'cancel-requested',
});

export function openOrder(orders: OpenOrders, submitted: Payload<'order.submitted'>): OpenOrder {
  const { orderId, strategy, instrument, side, terms, group, unsent } = submitted;
  if (findOrder(orders, orderId) !== undefined) invariant(false, `order id ${orderId} is used once`);
  const order: OpenOrder = {
    orderId,
    strategy,
    instrument,
    side,
    terms,
    group,
    unsent,
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
  if (closed) removeFrom(orders, order);
  return { order, closed };
}

/** What a strategy has open in an instrument, whatever it is for. */
export const openOrdersOf = (
  orders: OpenOrders,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
): readonly OpenOrder[] => orders.filter((order) => order.strategy === strategy && order.instrument === instrument);

/** Whether a strategy has anything open in an instrument: asked at each order, so it makes no list. */
export function hasOpenOrders(orders: OpenOrders, strategy: StrategyIndex, instrument: InstrumentIndex): boolean {
  for (let i = 0; i < orders.length; i++) {
    const order = orders[i] as OpenOrder;
    if (order.strategy === strategy && order.instrument === instrument) return true;
  }
  return false;
}

/**
 * The price at which an order could trade at worst, for limits and for what it needs in cash: its limit, its stop (a
 * gap beyond it is not foreseen), the level that a trailing stop begins at, or the last price.
 */
export function worstPrice(terms: OpenOrder['terms'], last: Price, side: Side): Price {
  switch (terms.type) {
    case 'market':
      return last;
    case 'limit':
    case 'stop-limit':
      return terms.limitPrice;
    case 'stop':
      return terms.stopPrice;
    case 'take-profit':
      return terms.triggerPrice;
    case 'trailing-stop':
      return side === 'buy'
        ? price(Number(mulDivExact(last, WEIGHT_ONE + terms.distance, WEIGHT_ONE, 'ceil')))
        : price(Math.max(1, Number(mulDivExact(last, WEIGHT_ONE - terms.distance, WEIGHT_ONE, 'floor'))));
  }
}
