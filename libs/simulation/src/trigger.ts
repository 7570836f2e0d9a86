// When an order may trade: the conditions of stops, take-profits and limits, at one price or against an extreme.

import { WEIGHT_ONE, mulDivExact, price, type Price, type Side } from '@tradingbot/domain';
import type { VenueOrder } from './venue-order.ts';

/** At `at` or beyond it, from where a stop waits: a buyer's above, a seller's below. */
export const isBeyond = (side: Side, stop: Price, at: Price): boolean => (side === 'buy' ? at >= stop : at <= stop);

/** At `limit` or better. */
export const isAtOrBetter = (side: Side, limit: Price, at: Price): boolean =>
  side === 'buy' ? at <= limit : at >= limit;

/** Better than `limit`, not at it: others stood in the queue at that price before. */
export const isThrough = (side: Side, limit: Price, at: Price): boolean => (side === 'buy' ? at < limit : at > limit);

/** The better of two prices for a trailing stop to follow: a buyer's stop follows down, a seller's up. */
export const betterOf = (side: Side, a: Price, b: Price): Price =>
  price(side === 'buy' ? Math.min(a, b) : Math.max(a, b));

/** Where a trailing stop stands: its distance behind the best price, on the tick, away from the market. */
export function trailingLevel({ side, best, distance }: VenueOrder, tick: Price): Price {
  const buys = side === 'buy';
  const share = buys ? WEIGHT_ONE + distance : WEIGHT_ONE - distance;
  return price(Number(mulDivExact(best, share, WEIGHT_ONE * tick, buys ? 'ceil' : 'floor')) * tick);
}

/** What a stop of any kind waits for now. */
export const stopLevel = (order: VenueOrder, tick: Price): Price =>
  order.type === 'trailing-stop' ? trailingLevel(order, tick) : order.stop;

/** Whether a price of the market triggers the order. */
export const isTriggeredAt = (order: VenueOrder, at: Price, tick: Price): boolean =>
  order.type === 'take-profit'
    ? isAtOrBetter(order.side, order.stop, at)
    : isBeyond(order.side, stopLevel(order, tick), at);
