// One signal against the limits: the order that would bring the position to the target, or why it may not be placed.

import type { Payload } from '@tradingbot/contracts';
import {
  addExact,
  amount,
  compareExact,
  floorToLot,
  mulDivExact,
  qty,
  subExact,
  WEIGHT_ONE,
  type Amount,
  type Micros,
  type Price,
  type Qty,
  type Side,
} from '@tradingbot/domain';
import { cashOf, equityOf, notionalOf, positionOf, worstPrice } from '@tradingbot/portfolio';
import type { RiskLimits } from './limits.ts';
import { blockedUntil, closedUntil } from './no-trade.ts';
import { isBeyondMarket, pricesNamed, termsOnTick } from './order-terms.ts';
import type { RiskState, Signal } from './state.ts';

export type Denial = Payload<'risk.denied'>['denial'];
type ShortOfCash = Extract<Denial, { code: 'INSUFFICIENT_CASH' }>;

export type Verdict =
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'denied'; readonly denial: Denial }
  | {
      readonly kind: 'approved';
      readonly side: Side;
      readonly qty: Qty;
      readonly price: Price;
      readonly terms: Signal['terms'];
    };

const BILLION = 1_000_000_000;

/** Quantities are counted exactly up to here: the largest safe integer. */
const LARGEST_QTY = qty(Number.MAX_SAFE_INTEGER);

const denied = (denial: Denial): Verdict => ({ kind: 'denied', denial });

/** Nothing of this strategy is in flight in this instrument when a signal is judged. */
export function judge(limits: RiskLimits, state: RiskState, signal: Signal, time: Micros): Verdict {
  const { ledger } = state;
  const { instrument, strategy } = signal;
  const last = ledger.marks[instrument] as Price;
  if (last === 0) return denied({ code: 'NO_PRICE' });
  const lot = state.rules[instrument]?.lot ?? qty(1);
  const held = positionOf(ledger, strategy, instrument).qty;
  const delta = wantedQty(state, signal, last) - held;
  const side: Side = delta > 0 ? 'buy' : 'sell';
  const terms = onTick(state, signal, side);
  const price = worstPrice(terms, last, side);
  if (delta > LARGEST_QTY - (ledger.netQty[instrument] as number)) {
    return denied({ code: 'QTY_TOO_LARGE', largest: LARGEST_QTY });
  }
  const wanted = floorToLot(Math.abs(delta), lot);
  if (wanted === 0) return { kind: 'nothing-to-do' };
  // A share of equity is bought with the cash there is; a quantity is bought whole or not at all.
  const byWeight = side === 'buy' && signal.target.kind === 'weight';
  const quantity = byWeight ? floorToLot(Math.min(wanted, affordable(limits, state, signal, price)), lot) : wanted;
  if (quantity === 0) return denied(insufficientCash(limits, state, notionalOf(ledger, instrument, price, wanted)));
  const denial =
    stateDenial(state, side, limits) ??
    (side === 'buy' ? windowDenial(limits, state, signal, time) : undefined) ??
    (side === 'buy' ? entryDenial(limits, state, signal, price, quantity, time) : undefined) ??
    venueDenial(state, signal, side, terms, price, quantity);
  return denial === undefined ? { kind: 'approved', side, qty: quantity, price, terms } : denied(denial);
}

/** The target in units: a share of equity at the last price, or the quantity that was asked for. Never below zero. */
function wantedQty(state: RiskState, { target, instrument }: Signal, last: Price): number {
  if (target.kind === 'qty') return target.qty;
  const unit = notionalOf(state.ledger, instrument, last, qty(1));
  const value = mulDivExact(equityOf(state.ledger), target.weight, WEIGHT_ONE, 'floor');
  return Math.max(0, Number(mulDivExact(value, 1, unit, 'floor')));
}

/** How many units the free cash buys at `price`, fees and slippage kept in reserve. */
function affordable(limits: RiskLimits, state: RiskState, { instrument }: Signal, price: Price): number {
  const unit = notionalOf(state.ledger, instrument, price, qty(1));
  const spendable = mulDivExact(availableCash(limits, state), BILLION, BILLION + limits.costReservePpb, 'floor');
  return Math.max(0, Number(mulDivExact(spendable, 1, unit, 'floor')));
}

function insufficientCash(limits: RiskLimits, state: RiskState, value: Amount): ShortOfCash {
  return { code: 'INSUFFICIENT_CASH', available: availableCash(limits, state), needed: withCosts(limits, value) };
}

/** A value with the fees and slippage that may come on top of it. */
const withCosts = (limits: RiskLimits, value: Amount): Amount =>
  addExact(value, amount(mulDivExact(value, limits.costReservePpb, BILLION, 'ceil')));

/** Cash that no order in flight may still need. */
function availableCash(limits: RiskLimits, state: RiskState): Amount {
  let reserved = amount(0);
  for (const slots of state.inFlight) {
    for (let instrument = 0; instrument < slots.length; instrument++) {
      const pending = slots[instrument];
      if (pending?.side !== 'buy') continue;
      const value = notionalOf(state.ledger, instrument as Signal['instrument'], pending.price, pending.remaining);
      reserved = addExact(reserved, withCosts(limits, value));
    }
  }
  return subExact(cashOf(state.ledger), reserved);
}

function onTick(state: RiskState, { terms, instrument }: Signal, side: Side): Signal['terms'] {
  const tick = state.rules[instrument]?.tick;
  return tick === undefined ? terms : termsOnTick(terms, side, tick);
}

/** HALTED stops everything; PAUSED and REDUCING let reductions through. */
function stateDenial(state: RiskState, side: Side, limits: RiskLimits): Denial | undefined {
  switch (state.trading.status) {
    case 'HALTED':
      return { code: 'TRADING_HALTED', reason: state.commandReason };
    case 'REDUCING':
      return side === 'buy' ? { code: 'TRADING_REDUCING', reason: state.commandReason } : undefined;
    case 'PAUSED':
      return side === 'buy'
        ? {
            code: 'DAILY_LOSS_LIMIT_REACHED',
            limit: limits.dailyLossLimit,
            loss: state.dayLoss,
            until: state.trading.until,
          }
        : undefined;
    case 'ACTIVE':
      return undefined;
  }
}

/** Hours in which no position is opened. */
function windowDenial(limits: RiskLimits, state: RiskState, signal: Signal, time: Micros): Denial | undefined {
  const { noTrade } = limits;
  const { instrument } = signal;
  const until = blockedUntil(noTrade, instrument, time);
  if (until !== undefined) return { code: 'NO_TRADE_WINDOW', until };
  if (!noTrade.regularSessionOnly) return undefined;
  const opens = closedUntil(state.calendars[instrument] ?? '24x7', state.lastBarOpen[instrument] as Micros, time);
  return opens === undefined ? undefined : { code: 'MARKET_CLOSED', until: opens };
}

function entryDenial(
  limits: RiskLimits,
  state: RiskState,
  signal: Signal,
  price: Price,
  quantity: Qty,
  time: Micros,
): Denial | undefined {
  const { ledger } = state;
  const { instrument } = signal;
  const value = notionalOf(ledger, instrument, price, quantity);
  if (exceeds(value, limits.maxOrderNotional)) {
    return { code: 'ORDER_NOTIONAL_EXCEEDS_LIMIT', limit: limits.maxOrderNotional, notional: value };
  }
  const after = positionAfter(state, instrument, price, quantity);
  if (exceeds(after, limits.maxPositionNotional)) {
    return { code: 'POSITION_NOTIONAL_EXCEEDS_LIMIT', limit: limits.maxPositionNotional, notional: after };
  }
  if (limits.maxOrdersPerWindow > 0 && approvalsWithin(limits, state, time) >= limits.maxOrdersPerWindow) {
    return { code: 'ORDER_RATE_EXCEEDED', limit: limits.maxOrdersPerWindow, windowSeconds: limits.windowSeconds };
  }
  const shortOfCash = insufficientCash(limits, state, value);
  return compareExact(shortOfCash.needed, shortOfCash.available) > 0 ? shortOfCash : undefined;
}

function venueDenial(
  state: RiskState,
  { instrument }: Signal,
  side: Side,
  terms: Signal['terms'],
  price: Price,
  quantity: Qty,
): Denial | undefined {
  const last = state.ledger.marks[instrument] as Price;
  // It would not wait for what it names: a band that begins, or ends, at the last price.
  if (side === 'buy' && isBeyondMarket(terms, last)) {
    const isStop = terms.type !== 'take-profit';
    const at = pricesNamed(terms)[0] as Price;
    return { code: 'PRICE_OUT_OF_BAND', price: at, last, bandDown: isStop ? 1 : 0, bandUp: isStop ? 0 : 1 };
  }
  const rules = state.rules[instrument];
  if (rules === null || rules === undefined) return undefined;
  const { minQty, maxQty, minNotional, bandDown, bandUp } = rules;
  if (quantity < minQty) return { code: 'BELOW_MIN_QTY', minQty, qty: quantity };
  // A sell that is too large for one order is sent in several.
  if (side === 'buy' && maxQty > 0 && quantity > maxQty) return { code: 'ABOVE_MAX_QTY', maxQty, qty: quantity };
  const value = notionalOf(state.ledger, instrument, price, quantity);
  if (compareExact(value, minNotional) < 0) return { code: 'BELOW_MIN_NOTIONAL', minNotional, notional: value };
  for (const named of pricesNamed(terms)) {
    const below = bandDown > 0 && named < last * bandDown;
    const above = bandUp > 0 && named > last * bandUp;
    if (below || above) return { code: 'PRICE_OUT_OF_BAND', price: named, last, bandDown, bandUp };
  }
  return undefined;
}

/** What the position of the account would be worth at worst: held, in flight and this order. */
function positionAfter(state: RiskState, instrument: Signal['instrument'], price: Price, quantity: Qty): Amount {
  let units = (state.ledger.netQty[instrument] as number) + quantity;
  for (const slots of state.inFlight) {
    const pending = slots[instrument];
    if (pending?.side === 'buy') units += pending.remaining;
  }
  return notionalOf(state.ledger, instrument, price, qty(units));
}

/** Approvals inside the window; older ones are forgotten. */
function approvalsWithin(limits: RiskLimits, state: RiskState, time: Micros): number {
  const start = time - limits.windowSeconds * 1_000_000;
  let old = 0;
  while (old < state.approvals.length && (state.approvals[old] as number) <= start) old += 1;
  if (old > 0) state.approvals.splice(0, old);
  return state.approvals.length;
}

const exceeds = (value: Amount, limit: Amount): boolean => compareExact(limit, 0) > 0 && compareExact(value, limit) > 0;
