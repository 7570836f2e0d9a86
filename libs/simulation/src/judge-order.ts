// Whether an order trades: at one price of the market, and in what a bar did by the time it closed.
// Where a bar cannot tell what came first, the order of events that is worse for the account is taken.

import { micros, type Micros, type Price } from '@tradingbot/domain';
import { countedRange, type CountedRange } from './counted-range.ts';
import { cancelOrder, type Desk } from './desk.ts';
import { fillOrder, type Moment } from './fill-order.ts';
import { closeTimeOf, type RunningBar } from './running-bar.ts';
import { betterOf, isAtOrBetter, isBeyond, isThrough, isTriggeredAt, stopLevel } from './trigger.ts';
import { isWaitingForTrigger, type VenueOrder } from './venue-order.ts';
import { marketOf, tickOf } from './venue-state.ts';

/** The market stands at `moment.reference`: on arrival, and at each later open. */
export function judgeAtPrice(desk: Desk, order: VenueOrder, moment: Moment): void {
  const first = !order.judged;
  if (first) {
    order.judged = true;
    order.judgedSince = moment.at;
  }
  if (!isWaitingForTrigger(order) || triggersAt(desk, order, moment, first)) {
    const { limit, side } = order;
    if (limit === 0 || isAtOrBetter(side, limit, moment.reference)) fillOrder(desk, order, moment);
  }
  if (!first || order.remaining === 0 || order.timeInForce === 'GTC') return;
  cancelOrder(desk, order, order.timeInForce === 'IOC' ? 'IMMEDIATE_OR_CANCEL' : 'FILL_OR_KILL');
}

function triggersAt(desk: Desk, order: VenueOrder, { reference: at, bar }: Moment, first: boolean): boolean {
  const trails = order.type === 'trailing-stop';
  if (trails && first) {
    order.best = at;
    return false;
  }
  if (isTriggeredAt(order, at, tickOf(marketOf(desk.state, order.instrument)))) {
    trigger(desk, order, at);
    return true;
  }
  // Whatever the model makes of the price at an open, the bar did open there.
  if (trails && bar !== undefined) order.best = betterOf(order.side, order.best, bar.open);
  return false;
}

function trigger({ emit }: Desk, order: VenueOrder, at: Price): void {
  order.triggered = true;
  emit('order.triggered', { orderId: order.orderId, instrument: order.instrument, price: at });
}

/** Of the orders that rest when a bar closes these come first: they lose when the market goes against the account. */
export const isStop = (order: VenueOrder): boolean => isWaitingForTrigger(order) && order.type !== 'take-profit';

/** Stops that come before all others at an open. */
export const isStopAtOpen = (order: VenueOrder): boolean => isStop(order) && order.type !== 'stop-limit';

/** A stop, stop-limit or trailing stop that rests, judged by the bar that closes. */
export function judgeStopInBar(desk: Desk, order: VenueOrder, bar: RunningBar, now: Micros): void {
  const tick = tickOf(marketOf(desk.state, order.instrument));
  const range = rangeFor(desk, order, bar);
  let level = stopLevel(order, tick);
  if (order.type === 'trailing-stop' && !isTouched(order, level, bar, range) && range.good !== undefined) {
    // The good extreme may have come first: the stop has followed it before the market turned.
    order.best = betterOf(order.side, order.best, range.good);
    level = stopLevel(order, tick);
  }
  if (!isTouched(order, level, bar, range)) return;
  trigger(desk, order, level);
  if (order.limit === 0 || isAtOrBetter(order.side, order.limit, level)) {
    fillOrder(desk, order, inBar(bar, order, now, level, 'taker'));
    return;
  }
  // A limit order from here on. Of this bar only the close surely came after.
  order.judgedSince = closeTimeOf(bar);
}

/** A take-profit or a limit order that rests, judged by the bar that closes. A touch is not enough. */
export function judgeTargetInBar(desk: Desk, order: VenueOrder, bar: RunningBar, now: Micros): void {
  const waits = isWaitingForTrigger(order);
  const target = waits ? order.stop : order.limit;
  if (target === 0) return;
  const { good } = rangeFor(desk, order, bar);
  const goesThrough =
    isThrough(order.side, target, bar.close) || (good !== undefined && isThrough(order.side, target, good));
  if (!goesThrough) return;
  if (waits) trigger(desk, order, target);
  fillOrder(desk, order, inBar(bar, order, now, target, waits ? 'taker' : 'maker'));
}

const rangeFor = ({ settings }: Desk, order: VenueOrder, bar: RunningBar): CountedRange =>
  countedRange(bar, order.side, order.judgedSince, settings.intrabar === 'reference');

const isTouched = ({ side }: VenueOrder, level: Price, bar: RunningBar, { bad }: CountedRange): boolean =>
  isBeyond(side, level, bar.close) || (bad !== undefined && isBeyond(side, level, bad));

/** Some time in the bar that closes now: reported as of its close, when it is known. */
const inBar = (
  bar: RunningBar,
  order: VenueOrder,
  now: Micros,
  reference: Price,
  liquidity: Moment['liquidity'],
): Moment => ({
  now,
  filledAt: now,
  at: micros(Math.max(bar.openTime, Math.min(order.judgedSince, closeTimeOf(bar) - 1))),
  reference,
  liquidity,
  bar,
  atOpen: false,
});
