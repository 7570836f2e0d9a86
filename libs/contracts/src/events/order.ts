// The life of an order. Simulated reports come from the core `venue-sim`, so they are decisions.

import { defineEvent } from '../define-event.ts';
import { assetAmount, count, instrument, money, oneOf, price, qty, strategy, token } from '../fields.ts';
import { orderTerms } from './signal.ts';

/** Handed to the venue. `approval` is the position of the approval; `orderId` is derived from it. */
export const OrderSubmitted = defineEvent('order.submitted', 1, {
  orderId: token(),
  strategy: strategy(),
  instrument: instrument(),
  side: oneOf('buy', 'sell'),
  qty: qty(),
  terms: orderTerms(),
  approval: count(),
});

export const OrderCancelRequested = defineEvent('order.cancel-requested', 1, {
  orderId: token(),
  instrument: instrument(),
});

export const OrderAccepted = defineEvent('order.accepted', 1, { orderId: token(), instrument: instrument() });

/** The venue refused the order as a whole. */
export const OrderRejected = defineEvent('order.rejected', 1, {
  orderId: token(),
  instrument: instrument(),
  code: oneOf('INSUFFICIENT_BALANCE', 'BELOW_MIN_QTY', 'BELOW_MIN_NOTIONAL', 'NOT_ON_LOT', 'NOT_ON_TICK'),
});

/**
 * One execution. `tradeId` is unique at the venue; `remaining` is what is left of the order after it;
 * `slippage` is what the difference to the reference price cost (negative: earned), already inside `price`.
 */
export const OrderFilled = defineEvent('order.filled', 1, {
  orderId: token(),
  tradeId: token(),
  instrument: instrument(),
  side: oneOf('buy', 'sell'),
  price: price(),
  qty: qty(),
  remaining: qty(),
  fee: assetAmount('feeAsset'),
  feeAsset: token(),
  liquidity: oneOf('maker', 'taker'),
  slippage: money(),
});

/** The rest of the order is gone. */
export const OrderCanceled = defineEvent('order.canceled', 1, {
  orderId: token(),
  instrument: instrument(),
  remaining: qty(),
  code: oneOf('REQUESTED', 'INSUFFICIENT_BALANCE'),
});
