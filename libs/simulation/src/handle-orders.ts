// What an event of the market does to the orders of its instrument. Events bring time: orders are handled when a tick, or
// an open or a close of their instrument, has come at or after their own time.

import type { Payload } from '@tradingbot/contracts';
import { micros, price, type Micros, type Price } from '@tradingbot/domain';
import { applySplit, markPrice } from '@tradingbot/portfolio';
import { arrive, judgeOnArrival, marketAt, nextArrival, takeArrivals } from './arrivals.ts';
import { cancelOrder, type Desk } from './desk.ts';
import { isStop, isStopAtOpen, judgeAtPrice, judgeStopInBar, judgeTargetInBar } from './judge-order.ts';
import { splitVolumes } from './market-statistics.ts';
import { closeBar, closeTimeOf, runsAt, type RunningBar } from './running-bar.ts';
import { clearMarket, expire, setWake, settle } from './settle.ts';
import type { VenueOrder } from './venue-order.ts';
import type { Market } from './venue-state.ts';

/** Time has passed. */
export function handleTick(desk: Desk, now: Micros): void {
  for (const market of desk.state.markets) {
    if (!hasOrders(market)) continue;
    takeArrivals(desk, market, now, now);
    expire(desk, market, now);
    clearMarket(market);
  }
  setWake(desk);
}

/** A bar has opened, and is `market.bar` from now on. */
export function handleOpen(desk: Desk, market: Market, now: Micros): void {
  const { bar, queue, inFlight } = market;
  for (const order of queue) learnStart(order, bar.open);
  for (const order of inFlight) learnStart(order, bar.open);
  for (let order = nextArrival(market, now); order !== undefined; order = nextArrival(market, now))
    arrive(desk, market, order);
  expire(desk, market, now);
  for (const order of queue) if (isStopAtOpen(order)) judgeAtOpen(desk, order, bar, now);
  for (const order of queue) if (!isStopAtOpen(order)) judgeAtOpen(desk, order, bar, now);
  settle(desk, market, now);
}

/** `market.bar` closes: what arrived in it, then what rested while it ran. */
export function handleClose(desk: Desk, market: Market, closed: Payload<'md.bar'>, now: Micros): void {
  const { bar, queue } = market;
  // Without its open a bar says nothing about orders: what it did is nobody's, and market orders wait on.
  if (bar.openTime === closed.openTime) {
    if (!bar.known) comeToKnow(desk, market, closed, now);
    takeArrivals(desk, market, micros(closeTimeOf(bar) - 1), now);
    for (const order of queue) if (rests(order, bar) && isStop(order)) judgeStopInBar(desk, order, bar, now);
    for (const order of queue) if (rests(order, bar) && !isStop(order)) judgeTargetInBar(desk, order, bar, now);
  }
  expire(desk, market, now);
  settle(desk, market, now);
}

/** What arrived exactly when the bar closed is too late for it. */
export function handleAfterClose(desk: Desk, market: Market, now: Micros): void {
  if (market.inFlight.length === 0) return;
  takeArrivals(desk, market, now, now);
  settle(desk, market, now);
}

export const hasOrders = ({ queue, inFlight }: Market): boolean => queue.length > 0 || inFlight.length > 0;

/** Shares of before are worth nothing now: orders for them end, and what the venue remembers is said of the new ones. */
export function handleSplit(desk: Desk, market: Market, split: Payload<'md.split'>, now: Micros): void {
  const { numerator, denominator } = split;
  for (const order of market.queue) cancelOrder(desk, order, 'EXPIRED');
  for (const order of market.inFlight) cancelOrder(desk, order, 'EXPIRED');
  const { ledger } = desk.state;
  if (market.lastClose > 0) {
    markPrice(ledger, split.instrument, price(market.lastClose));
    market.lastClose = Math.max(1, Math.floor((market.lastClose * denominator) / numerator));
  }
  applySplit(ledger, split);
  splitVolumes(market.statistics, numerator / denominator);
  settle(desk, market, now);
}

/** Its rest is judged by the bar that closes; one that expired in it is past that. */
const rests = ({ remaining, judged, expiresAt }: VenueOrder, bar: RunningBar): boolean =>
  remaining > 0 && judged && (expiresAt === 0 || expiresAt >= closeTimeOf(bar));

/** A bar that nobody knew ahead: what arrived in it is judged now, each at its own time. */
function comeToKnow(desk: Desk, market: Market, closed: Payload<'md.bar'>, now: Micros): void {
  const { bar, queue, inFlight } = market;
  closeBar(bar, closed);
  for (const order of queue) learnStartIn(desk, order, bar);
  for (const order of inFlight) learnStartIn(desk, order, bar);
  for (const order of queue) if (!order.judged && runsAt(bar, order.arrivesAt)) judgeOnArrival(desk, order, bar, now);
}

function judgeAtOpen(desk: Desk, order: VenueOrder, bar: RunningBar, now: Micros): void {
  if (order.remaining === 0) return;
  const at = bar.openTime;
  // Of a bar that is not known every price is its open.
  const reference = marketAt(desk, order, bar, at);
  judgeAtPrice(desk, order, { now, filledAt: now, at, reference, liquidity: 'taker', bar, atOpen: true });
}

/** An order that was submitted while no bar ran had to wait for this one, and starts from its open. */
function learnStart(order: VenueOrder, open: Price): void {
  if (order.startPrice === 0) order.startPrice = open;
}

function learnStartIn(desk: Desk, order: VenueOrder, bar: RunningBar): void {
  if (order.startPrice === 0 && runsAt(bar, order.submittedAt))
    order.startPrice = marketAt(desk, order, bar, order.submittedAt);
}
