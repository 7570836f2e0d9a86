// What is left to do when orders have been handled: expire, forget those that are gone, say when to wake.

import type { Micros } from '@tradingbot/domain';
import { cancelOrder, clearOrders, type Desk } from './desk.ts';
import { runsAt, type RunningBar } from './running-bar.ts';
import { hasExpired, type VenueOrder } from './venue-order.ts';
import type { Market } from './venue-state.ts';

export function expire(desk: Desk, { queue, bar }: Market, now: Micros): void {
  for (const order of queue)
    if (order.remaining > 0 && hasExpired(order, now) && !waitsForClose(order, bar))
      cancelOrder(desk, order, 'EXPIRED');
}

/** It arrived before it expired, in a bar that only its close will tell about. */
const waitsForClose = ({ judged, arrivesAt }: VenueOrder, bar: RunningBar): boolean =>
  !judged && !bar.known && runsAt(bar, arrivesAt);

export function settle(desk: Desk, market: Market, now: Micros): void {
  // The fill of one order may have ended others of its group elsewhere.
  if (desk.state.groupsAt === now) desk.state.markets.forEach(clearMarket);
  else clearMarket(market);
  setWake(desk);
}

export function clearMarket({ queue, inFlight }: Market): void {
  if (queue.length > 0) clearOrders(queue);
  if (inFlight.length > 0) clearOrders(inFlight);
}

/** When the earliest order arrives or expires. Nothing is looked through while no order waits for time. */
export function setWake({ state }: Desk): void {
  if (!state.timed) return;
  let wake = Infinity;
  state.timed = false;
  for (const { inFlight, queue, bar } of state.markets) {
    for (const { arrivesAt } of inFlight) {
      state.timed = true;
      wake = Math.min(wake, arrivesAt);
    }
    for (const order of queue) {
      if (order.expiresAt === 0 || order.remaining === 0) continue;
      state.timed = true;
      if (!waitsForClose(order, bar)) wake = Math.min(wake, order.expiresAt);
    }
  }
  state.wakeAt = wake;
}
