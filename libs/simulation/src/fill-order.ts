// A fill: as much of an order as the bar has room for and the account can pay, on the terms of that moment.
// The market has no memory: what one order took moves it for no other.

import {
  amount,
  compareExact,
  floorToLot,
  price,
  qty,
  subExact,
  type Amount,
  type Micros,
  type Price,
  type Qty,
} from '@tradingbot/domain';
import { applyFill, cashOf, notionalOf, positionOf } from '@tradingbot/portfolio';
import { affordable } from './affordable.ts';
import { isCapped, roomOfBar } from './capacity.ts';
import { depthAt, halfSpreadAt } from './depth.ts';
import { cancelOrder, type Desk } from './desk.ts';
import { cashNeeded, quoteFor, spreadPrice, type Quote, type Terms } from './fill-cost.ts';
import { averageDailyVolumeOf } from './market-statistics.ts';
import { endOthersOfGroup } from './order-group.ts';
import type { RunningBar } from './running-bar.ts';
import { tradesAtMarket, type VenueOrder } from './venue-order.ts';
import { marketOf } from './venue-state.ts';

/** When and where an order meets the market. */
export interface Moment {
  /** Of the event in hand. */
  readonly now: Micros;
  /** When the venue fills it. */
  readonly filledAt: Micros;
  /** Whose hour it is. */
  readonly at: Micros;
  /** The price of the market; a maker's own limit. */
  readonly reference: Price;
  readonly liquidity: 'maker' | 'taker';
  /** The bar that it happens in; `undefined` after the last one. */
  readonly bar: RunningBar | undefined;
  readonly atOpen: boolean;
}

const NO_PRICE = price(0);
const ZERO = amount(0);

/** Fills what can be filled. What then is left of the order is canceled, but a limit order for want of room. */
export function fillOrder(desk: Desk, order: VenueOrder, moment: Moment): void {
  const terms = termsOf(desk, order, moment);
  const lot = marketOf(desk.state, order.instrument).rules?.lot ?? qty(1);
  const room = roomFor(desk, order, moment.bar, lot);
  const quote = room === 0 ? undefined : payable(desk, order, terms, room, lot);
  const quantity = quote?.quantity ?? 0;
  if (order.timeInForce === 'FOK' && quantity < order.remaining) return cancelOrder(desk, order, 'FILL_OR_KILL');
  if (quote !== undefined) report(desk, order, terms, moment, quote);
  if (order.remaining === 0) return;
  if (quantity < room) cancelOrder(desk, order, 'INSUFFICIENT_BALANCE');
  else if (tradesAtMarket(order)) cancelOrder(desk, order, 'NO_CAPACITY');
}

function termsOf({ settings, state }: Desk, order: VenueOrder, moment: Moment): Terms {
  const { instrument, side, limit } = order;
  const { liquidity, reference, bar, atOpen, at } = moment;
  const { statistics } = marketOf(state, instrument);
  const clip = settings.clipToBar && bar !== undefined && bar.known;
  return {
    instrument,
    side,
    liquidity,
    reference,
    plain: liquidity === 'maker' || (atOpen && settings.strictOpenFill),
    halfSpreadBps: halfSpreadAt(settings, statistics, at),
    depth: depthAt(settings, statistics, instrument, at),
    low: clip ? bar.low : NO_PRICE,
    high: clip ? bar.high : NO_PRICE,
    limit,
  };
}

/** What of the order the bar has room for, on the lot; all of it where bars have no end. */
function roomFor({ settings, state }: Desk, order: VenueOrder, bar: RunningBar | undefined, lot: Qty): Qty {
  if (bar === undefined || !isCapped(settings.capacity)) return order.remaining;
  const { statistics } = marketOf(state, order.instrument);
  const daily = averageDailyVolumeOf(statistics, settings, order.instrument);
  const room = roomOfBar(settings.capacity, bar.volume, daily, bar.timeframe);
  const left = Math.floor(room * (state.ledger.qtyUnit[order.instrument] as number)) - bar.used;
  return left >= order.remaining ? order.remaining : floorToLot(Math.max(0, left), lot);
}

/** What of `room` the account can pay, or has to sell; `undefined` for none of it. */
function payable(desk: Desk, order: VenueOrder, terms: Terms, room: Qty, lot: Qty): Quote | undefined {
  const { settings, state } = desk;
  const { ledger } = state;
  const whole = quoteFor(state, settings, terms, room);
  let quantity: Qty;
  if (order.side === 'sell') {
    const held = positionOf(ledger, order.strategy, order.instrument).qty;
    if (held >= room) return whole;
    quantity = floorToLot(held, lot);
  } else {
    if (compareExact(cashNeeded(state, whole), cashOf(ledger)) <= 0) return whole;
    quantity = paidFor(desk, terms, room, lot);
  }
  return quantity === 0 ? undefined : quoteFor(state, settings, terms, quantity);
}

/** Apart, because a function that makes a closure allocates whether it comes to that or not. */
const paidFor = ({ settings, state }: Desk, terms: Terms, room: Qty, lot: Qty): Qty =>
  affordable(room, lot, cashOf(state.ledger), (part) => cashNeeded(state, quoteFor(state, settings, terms, part)));

function report(desk: Desk, order: VenueOrder, terms: Terms, moment: Moment, quote: Quote): void {
  const { state, emit } = desk;
  const { instrument, side, orderId } = order;
  const { reference, liquidity, filledAt, bar } = moment;
  const { quantity, price: at, fee, feeAsset } = quote;
  const slippage = against(desk, order, reference, at, quantity);
  order.remaining = qty(order.remaining - quantity);
  order.fills += 1;
  if (bar !== undefined) bar.used += quantity;
  const filled = {
    orderId,
    tradeId: `${orderId}.${order.fills}`,
    instrument,
    side,
    price: at,
    qty: quantity,
    remaining: order.remaining,
    fee,
    feeAsset,
    liquidity,
    filledAt,
    reference,
    slippage,
    spread: against(desk, order, reference, spreadPrice(terms), quantity),
    delay: delayOf(desk, order, moment, quantity),
  };
  applyFill(state.ledger, order.strategy, filled);
  emit('order.filled', filled);
  endOthersOfGroup(desk, order, moment.now);
}

/** What the way of the order cost: nothing for one that waited for its price. */
function delayOf(desk: Desk, order: VenueOrder, { liquidity, reference }: Moment, quantity: Qty): Amount {
  if (liquidity === 'maker' || order.triggered || order.startPrice === 0) return ZERO;
  return against(desk, order, order.startPrice, reference, quantity);
}

/** What trading at `to` and not at `from` costs the trader; negative when it earns. */
function against({ state }: Desk, { instrument, side }: VenueOrder, from: Price, to: Price, quantity: Qty): Amount {
  if (from === to) return ZERO;
  const before = notionalOf(state.ledger, instrument, from, quantity);
  const after = notionalOf(state.ledger, instrument, to, quantity);
  return side === 'buy' ? subExact(after, before) : subExact(before, after);
}
