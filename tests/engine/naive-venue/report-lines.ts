// What the cores under test reported, as the lines in which the naive ones answer: one line each, so that two lists are
// compared as text.

import type { SequencedEvent } from '@tradingbot/contracts';

/** A report of the venue; `undefined` for any other event. */
export function venueLine(event: SequencedEvent): string | undefined {
  switch (event.type) {
    case 'order.accepted':
      return `${event.payload.orderId} accepted`;
    case 'order.triggered':
      return `${event.payload.orderId} triggered @ ${event.payload.price}`;
    case 'order.rejected':
      return `${event.payload.orderId} rejected ${event.payload.code}`;
    case 'order.canceled':
      return `${event.payload.orderId} canceled ${event.payload.code} left ${event.payload.remaining}`;
    case 'order.filled': {
      const p = event.payload;
      return (
        `${p.orderId} filled ${p.side} ${p.qty} @ ${p.price} ${p.liquidity} left ${p.remaining} fee ${p.fee} ${p.feeAsset}` +
        ` at ${p.filledAt} ref ${p.reference} slippage ${p.slippage} spread ${p.spread} delay ${p.delay}`
      );
    }
    default:
      return undefined;
  }
}

/** What execution sent; `undefined` for any other event. */
export function executionLine(event: SequencedEvent): string | undefined {
  switch (event.type) {
    case 'order.submitted': {
      const { approval, side, qty, terms, timeInForce, expiresAt, unsent } = event.payload;
      return `submitted ${approval} ${side} ${qty} ${JSON.stringify(terms)} ${timeInForce} ${expiresAt} unsent ${unsent}`;
    }
    case 'order.cancel-requested':
      return `cancel ${event.payload.orderId}`;
    case 'order.abandoned':
      return `abandoned ${event.payload.approval} ${event.payload.remaining} ${event.payload.code}`;
    default:
      return undefined;
  }
}
