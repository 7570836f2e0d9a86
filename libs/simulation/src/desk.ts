// What every part of the venue works with while it handles one event, and the reports that end an order.

import type { Payload } from '@tradingbot/contracts';
import type { Emit } from '@tradingbot/core';
import { qty } from '@tradingbot/domain';
import type { RejectCode } from './venue-rules.ts';
import type { VenueOrder } from './venue-order.ts';
import type { VenueSettings } from './venue-settings.ts';
import type { VenueState } from './venue-state.ts';

export interface Desk {
  readonly settings: VenueSettings;
  readonly state: VenueState;
  readonly emit: Emit;
}

/** Reports that the rest of the order is gone. It stays in its list, with nothing left, until that is cleared. */
export function cancelOrder({ emit }: Desk, order: VenueOrder, code: Payload<'order.canceled'>['code']): void {
  const { orderId, instrument, remaining } = order;
  order.remaining = qty(0);
  emit('order.canceled', { orderId, instrument, remaining, code });
}

export function rejectOrder({ emit }: Desk, order: VenueOrder, code: RejectCode): void {
  const { orderId, instrument } = order;
  order.remaining = qty(0);
  emit('order.rejected', { orderId, instrument, code });
}

/** Forgets the orders with nothing left, keeping the others in their order. */
export function clearOrders(orders: VenueOrder[]): void {
  let kept = 0;
  for (const order of orders) if (order.remaining > 0) orders[kept++] = order;
  while (orders.length > kept) orders.pop();
}
