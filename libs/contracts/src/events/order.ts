// The life of an order. Simulated reports come from the core `venue-sim`, so they are decisions.

import { defineEvent } from '../define-event.ts';
import { assetAmount, count, instant, instrument, money, oneOf, price, qty, strategy, text, token } from '../fields.ts';
import { orderTerms } from './signal.ts';

/**
 * Handed to the venue. `approval` is the position of the approval (or of what else asked for it); `orderId` is derived
 * from it. `unsent` is what of that approval later orders are to carry. `expiresAt` 0 is never. Of the orders of one
 * `group` ("" for none) the first to fill cancels the others.
 */
export const OrderSubmitted = defineEvent({
  event: 'order.submitted',
  version: 2,
  orderId: token(),
  strategy: strategy(),
  instrument: instrument(),
  side: oneOf('buy', 'sell'),
  qty: qty(),
  terms: orderTerms(),
  timeInForce: oneOf('GTC', 'IOC', 'FOK'),
  expiresAt: instant(),
  group: text(),
  approval: count(),
  unsent: qty(),
});

export const OrderCancelRequested = defineEvent({
  event: 'order.cancel-requested',
  version: 1,
  orderId: token(),
  instrument: instrument(),
});

/** What was still unsent of an approval is not going to be sent: it comes to rest with the orders that are out. */
export const OrderAbandoned = defineEvent({
  event: 'order.abandoned',
  version: 1,
  strategy: strategy(),
  instrument: instrument(),
  approval: count(),
  remaining: qty(),
  code: oneOf('REQUESTED', 'BELOW_MINIMUM', 'NO_LIQUIDITY'),
});

export const OrderAccepted = defineEvent({
  event: 'order.accepted',
  version: 1,
  orderId: token(),
  instrument: instrument(),
});

/** A stop or take-profit has been reached: from here on it is a market order, or the limit order it names. */
export const OrderTriggered = defineEvent({
  event: 'order.triggered',
  version: 1,
  orderId: token(),
  instrument: instrument(),
  price: price(),
});

/** The venue refused the order as a whole, or never answered. */
export const OrderRejected = defineEvent({
  event: 'order.rejected',
  version: 1,
  orderId: token(),
  instrument: instrument(),
  code: oneOf(
    'INSUFFICIENT_BALANCE',
    'BELOW_MIN_QTY',
    'ABOVE_MAX_QTY',
    'BELOW_MIN_NOTIONAL',
    'NOT_ON_LOT',
    'NOT_ON_TICK',
    'PRICE_OUT_OF_BAND',
    'VENUE_TIMEOUT',
  ),
});

/**
 * One execution. `tradeId` is unique at the venue; `remaining` is what is left of the order after it; `filledAt` is when
 * the venue made it, which its report may come after. `reference` is the price of the market at that moment. Already
 * inside `price`, for whoever asks what trading costs (negative: earned): `slippage` is what the difference to the
 * reference cost, of which `spread` is half the spread; `delay` is what the market moved against the order on its way.
 */
export const OrderFilled = defineEvent({
  event: 'order.filled',
  version: 2,
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
  filledAt: instant(),
  reference: price(),
  slippage: money(),
  spread: money(),
  delay: money(),
});

/** The rest of the order is gone. */
export const OrderCanceled = defineEvent({
  event: 'order.canceled',
  version: 1,
  orderId: token(),
  instrument: instrument(),
  remaining: qty(),
  code: oneOf(
    'REQUESTED',
    'INSUFFICIENT_BALANCE',
    'EXPIRED',
    'IMMEDIATE_OR_CANCEL',
    'FILL_OR_KILL',
    'ONE_CANCELS_OTHER',
    'NO_CAPACITY',
  ),
});
