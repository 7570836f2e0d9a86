// An order is handed to the venue: its latency is drawn, and it goes on its way. One without latency has arrived.

import type { Payload } from '@tradingbot/contracts';
import { micros, MICROS_PER_MS, type Micros } from '@tradingbot/domain';
import { marketAt, takeArrival, takeArrivals } from './arrivals.ts';
import { cancelOrder, type Desk } from './desk.ts';
import { drawLatency, type Latency } from './latency.ts';
import { volatilityScoreOf } from './market-statistics.ts';
import { latencyRandom } from './order-draws.ts';
import { groupHasFilled } from './order-group.ts';
import { runsAt } from './running-bar.ts';
import { boundedMultiplierAt } from './seasonality.ts';
import { settle } from './settle.ts';
import { venueOrder, type VenueOrder } from './venue-order.ts';
import { marketOf, type Market } from './venue-state.ts';

const AT_ONCE: Latency = { ms: 0, attempts: 1, timedOut: false };

/** Takes an order on its way; one without latency has arrived. */
export function submitOrder(desk: Desk, submitted: Payload<'order.submitted'>, now: Micros): void {
  const { state } = desk;
  const market = marketOf(state, submitted.instrument);
  state.orders += 1;
  const latency = latencyOf(desk, market, now);
  const arrivesAt = micros(now + Math.round(latency.ms * MICROS_PER_MS));
  const order = venueOrder(submitted, state.orders, now, arrivesAt, latency.timedOut);
  if (groupHasFilled(desk, order.group, now)) return cancelOrder(desk, order, 'ONE_CANCELS_OTHER');
  if (runsAt(market.bar, now) && market.bar.known) order.startPrice = marketAt(desk, order, market.bar, now);
  if (arrivesAt > now || order.expiresAt > 0) state.timed = true;
  if (arrivesAt === now) {
    // Who should have arrived before comes first.
    takeArrivals(desk, market, now, now);
    takeArrival(desk, market, order, now);
  } else sendOff(market, order);
  settle(desk, market, now);
}

/** Orders on their way stand in the order of their arrival, and of submission where they arrive together. */
function sendOff({ inFlight }: Market, order: VenueOrder): void {
  let place = inFlight.length;
  if (place === 0) {
    inFlight.push(order);
    return;
  }
  while (place > 0 && (inFlight[place - 1] as VenueOrder).arrivesAt > order.arrivesAt) place -= 1;
  inFlight.splice(place, 0, order);
}

function latencyOf({ settings, state }: Desk, { statistics }: Market, now: Micros): Latency {
  const { latency, seasonality } = settings;
  if (latency === undefined || state.ending) return AT_ONCE;
  const hour = seasonality === undefined ? 1 : boundedMultiplierAt(seasonality.latency, now, seasonality.interpolate);
  const z = latency.volatilityGamma === 0 ? 0 : volatilityScoreOf(statistics, latency.volWindow);
  return drawLatency(latency, hour, z, latencyRandom(state.seed, state.orders));
}

/** A cancel is taken at once, whether the order has arrived or not (for the account, by one latency). */
export function cancelRequested(
  desk: Desk,
  { orderId, instrument }: Payload<'order.cancel-requested'>,
  now: Micros,
): void {
  const market = marketOf(desk.state, instrument);
  const isIt = (order: VenueOrder): boolean => order.orderId === orderId;
  const order = market.queue.find(isIt) ?? market.inFlight.find(isIt);
  // Already filled or canceled: the report of that is on its way, and a venue answers "unknown order".
  if (order === undefined) return;
  cancelOrder(desk, order, 'REQUESTED');
  settle(desk, market, now);
}
