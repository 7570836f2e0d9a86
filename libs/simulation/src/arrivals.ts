// An order arrives at the venue: it is checked, and judged against the bar that runs at that moment.

import { price, type Micros, type Price } from '@tradingbot/domain';
import { cancelOrder, rejectOrder, type Desk } from './desk.ts';
import { marketPrice } from './intrabar-price.ts';
import { judgeAtPrice } from './judge-order.ts';
import { bridgeNormal } from './order-draws.ts';
import { runsAt, type RunningBar } from './running-bar.ts';
import { hasExpired, type VenueOrder } from './venue-order.ts';
import { refusalOf } from './venue-rules.ts';
import type { Market } from './venue-state.ts';

/** Handles the arrivals up to `until`, each at its own time. */
export function takeArrivals(desk: Desk, market: Market, until: Micros, now: Micros): void {
  for (let order = nextArrival(market, until); order !== undefined; order = nextArrival(market, until))
    takeArrival(desk, market, order, now);
}

export function takeArrival(desk: Desk, market: Market, order: VenueOrder, now: Micros): void {
  if (!arrive(desk, market, order)) return;
  if (desk.state.ending) fillAfterLastBar(desk, market, order, now);
  else if (market.bar.known && runsAt(market.bar, order.arrivesAt)) judgeOnArrival(desk, order, market.bar, now);
}

/** Takes the next order off its way; one that was canceled there has nothing left. */
export function nextArrival({ inFlight }: Market, until: Micros): VenueOrder | undefined {
  for (let next = inFlight[0]; next !== undefined && next.arrivesAt <= until; next = inFlight[0]) {
    if (inFlight.length === 1) inFlight.pop();
    else inFlight.shift();
    if (next.remaining > 0) return next;
  }
  return undefined;
}

/** The venue checks the order. Returns whether it is in the queue now. */
export function arrive(desk: Desk, market: Market, order: VenueOrder): boolean {
  const { orderId, instrument } = order;
  const code = order.timedOut ? 'VENUE_TIMEOUT' : refusalOf(order, market.rules, market.lastClose, desk.state.ledger);
  if (code !== undefined) {
    rejectOrder(desk, order, code);
    return false;
  }
  desk.emit('order.accepted', { orderId, instrument });
  market.queue.push(order);
  if (!hasExpired(order, order.arrivesAt)) return true;
  cancelOrder(desk, order, 'EXPIRED');
  return false;
}

export function judgeOnArrival(desk: Desk, order: VenueOrder, bar: RunningBar, now: Micros): void {
  if (order.remaining === 0) return;
  const at = order.arrivesAt;
  const reference = marketAt(desk, order, bar, at);
  judgeAtPrice(desk, order, { now, filledAt: at, at, reference, liquidity: 'taker', bar, atOpen: at === bar.openTime });
}

/** No open comes any more: the last close is taken, with the costs of a taker. Only market orders trade then. */
function fillAfterLastBar(desk: Desk, market: Market, order: VenueOrder, now: Micros): void {
  const reference = price(market.lastClose);
  if (order.type !== 'market' || reference === 0) return;
  judgeAtPrice(desk, order, {
    now,
    filledAt: now,
    at: now,
    reference,
    liquidity: 'taker',
    bar: undefined,
    atOpen: false,
  });
}

/** The market as an order sees it at `at`, in a bar that is known. */
export const marketAt = (desk: Desk, order: VenueOrder, bar: RunningBar, at: Micros): Price =>
  desk.settings.intrabar === 'open' ? bar.open : priceInside(desk, order, bar, at);

/** Apart, because a function that makes a closure allocates whether it comes to that or not. */
function priceInside({ settings, state }: Desk, order: VenueOrder, bar: RunningBar, at: Micros): Price {
  const { side, instrument, number } = order;
  return marketPrice(settings.intrabar, bar, at, side, () =>
    bridgeNormal(state.seed, instrument, bar.openTime, number),
  );
}
