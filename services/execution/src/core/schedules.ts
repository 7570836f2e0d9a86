// From approval to orders: begins a schedule, sends its children when they are due, and gives up what is not sent.

import type { Payload, Sequenced, StrategyIndex } from '@tradingbot/contracts';
import type { Emit } from '@tradingbot/core';
import { price, qty, type InstrumentIndex, type Micros, type Qty } from '@tradingbot/domain';
import { hasOpenOrders, notionalOf, openOrder, openOrdersOf, positionOf, type OpenOrder } from '@tradingbot/portfolio';
import type { ExecutionSettings } from './execution-settings.ts';
import { lastPriceOf, lotOf, orderIdAt, type ExecutionState, type Schedule } from './execution-state.ts';
import { planOf, povQty, type Plan, type PlanMarket } from './plan.ts';
import { fitsOneOrder, isPlaceable, partsWithin } from './venue-minimums.ts';

type AbandonCode = Payload<'order.abandoned'>['code'];

export function begin(
  settings: ExecutionSettings,
  state: ExecutionState,
  { payload, position, time }: Sequenced<'risk.approved'>,
  emit: Emit,
): void {
  const { strategy, instrument, side, qty: quantity } = payload;
  const market = marketOf(settings, state, instrument, quantity);
  const { terms, timeInForce, expiresAt, plan } = planOf(settings, payload, market, time);
  const orderId = orderIdAt(state, position);
  const isOpen = hasOpenOrders(state.orders, strategy, instrument);
  if (!isOpen && isOneOrderNow(state, plan, instrument, quantity)) {
    const order = {
      orderId,
      strategy,
      instrument,
      side,
      qty: quantity,
      terms,
      timeInForce,
      expiresAt,
      approval: position,
      unsent: qty(0),
      group: '',
    };
    return submit(state, order, emit);
  }
  const schedule: Schedule = {
    terms,
    timeInForce,
    expiresAt,
    plan,
    strategy,
    instrument,
    side,
    approval: position,
    orderId,
    unsent: quantity,
    excess: qty(0),
    step: 0,
    orders: 0,
    joined: qty(0),
    dueAt: time,
  };
  state.schedules.push(schedule);
  // What protects the position makes way first, so that the same holding is never sold twice.
  if (isOpen) {
    schedule.dueAt = Infinity;
    for (const order of openOrdersOf(state.orders, strategy, instrument)) requestCancel(order, emit);
    return;
  }
  send(settings, state, schedule, time, emit);
}

/** Most approvals are one order that can be sent at once: they need no schedule, which would be over with its first step. */
const isOneOrderNow = (state: ExecutionState, plan: Plan, instrument: InstrumentIndex, quantity: Qty): boolean =>
  plan.kind === 'whole' && !state.halted && fitsOneOrder(state.rules[instrument] ?? null, quantity);

/** Sends what is due at `time`. */
export function sendDue(settings: ExecutionSettings, state: ExecutionState, time: Micros, emit: Emit): void {
  for (const schedule of [...state.schedules]) send(settings, state, schedule, time, emit);
}

/** Starts what has waited for a position's protection to make way, and says whether there was something. */
export function startWaiting(
  settings: ExecutionSettings,
  state: ExecutionState,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
  time: Micros,
  emit: Emit,
): boolean {
  if (state.schedules.length === 0) return false;
  const schedule = state.schedules.find((one) => one.strategy === strategy && one.instrument === instrument);
  if (schedule === undefined) return false;
  if (schedule.dueAt !== Infinity) return true;
  const held = positionOf(state.ledger, strategy, instrument).qty;
  if (schedule.side === 'sell' && schedule.unsent > held) {
    schedule.excess = qty(schedule.unsent - held);
    schedule.unsent = held;
  }
  schedule.dueAt = time;
  send(settings, state, schedule, time, emit);
  return state.schedules.includes(schedule);
}

export const isScheduled = (state: ExecutionState, strategy: StrategyIndex, instrument: InstrumentIndex): boolean =>
  state.schedules.some((one) => one.strategy === strategy && one.instrument === instrument);

/** Gives up what is unsent of these. */
export function abandonAll(
  state: ExecutionState,
  isMeant: (schedule: Schedule) => boolean,
  code: AbandonCode,
  emit: Emit,
): void {
  for (const schedule of state.schedules.filter(isMeant)) abandon(state, schedule, code, emit);
}

export function requestCancel(order: OpenOrder, emit: Emit): void {
  if (order.status === 'cancel-requested') return;
  order.status = 'cancel-requested';
  emit('order.cancel-requested', { orderId: order.orderId, instrument: order.instrument });
}

/** Every literal that comes here names its fields in this order, so that the engine's loops see one shape of object. */
export function submit(state: ExecutionState, order: Payload<'order.submitted'>, emit: Emit): void {
  openOrder(state.orders, order);
  emit('order.submitted', order);
}

function send(settings: ExecutionSettings, state: ExecutionState, schedule: Schedule, time: Micros, emit: Emit): void {
  while (!state.halted && schedule.unsent > 0 && schedule.dueAt <= time) {
    if (schedule.expiresAt > 0 && time >= schedule.expiresAt) return abandon(state, schedule, 'NO_LIQUIDITY', emit);
    const { quantity, isLast } = nextChild(settings, state, schedule);
    if (quantity === 0 && schedule.plan.kind === 'pov') return abandon(state, schedule, 'NO_LIQUIDITY', emit);
    schedule.step += 1;
    if (schedule.plan.kind !== 'whole') schedule.dueAt = schedule.plan.from + schedule.step * schedule.plan.interval;
    if (isAcceptable(state, schedule, quantity)) {
      schedule.joined = qty(0);
      submitChild(state, schedule, quantity, emit);
    } else if (isLast) return abandon(state, schedule, 'BELOW_MINIMUM', emit);
    else schedule.joined = quantity;
  }
  if (schedule.unsent === 0) return finish(state, schedule, emit);
  watch(state);
}

/** What the child that is due carries, with what the one before it could not. */
function nextChild(
  settings: ExecutionSettings,
  state: ExecutionState,
  schedule: Schedule,
): { readonly quantity: Qty; readonly isLast: boolean } {
  const { plan, unsent, step, joined, instrument } = schedule;
  if (plan.kind === 'whole') return { quantity: unsent, isLast: true };
  let planned: number;
  if (plan.kind === 'parts') planned = step >= plan.parts.length - 1 ? unsent : (plan.parts[step] as number);
  else {
    const unitValue = notionalOf(state.ledger, instrument, lastPriceOf(state, instrument), qty(1));
    const market = marketOf(settings, state, instrument, unsent);
    const unit = state.ledger.qtyUnit[instrument] as number;
    planned = povQty(plan, market, state.volumes[instrument] ?? [], unit, unitValue);
  }
  const quantity = Math.min(unsent, planned + joined);
  return { quantity: qty(quantity), isLast: quantity === unsent };
}

/** An approval that is worked by one order has been judged by risk already. */
function isAcceptable(state: ExecutionState, schedule: Schedule, quantity: Qty): boolean {
  const { plan, instrument } = schedule;
  if (plan.kind === 'whole') return true;
  return isPlaceable(state.ledger, state.rules[instrument] ?? null, lastPriceOf(state, instrument), quantity);
}

function submitChild(state: ExecutionState, schedule: Schedule, quantity: Qty, emit: Emit): void {
  const { strategy, instrument, side, terms, timeInForce, expiresAt, approval } = schedule;
  const parts = partsWithin(state.rules[instrument] ?? null, quantity);
  const isOnly = schedule.plan.kind === 'whole' && parts.length === 1;
  for (const part of parts) {
    schedule.orders += 1;
    schedule.unsent = qty(schedule.unsent - part);
    const orderId = isOnly ? schedule.orderId : `${schedule.orderId}.${schedule.orders}`;
    const unsent = qty(schedule.unsent + schedule.excess);
    const group = '';
    submit(
      state,
      { orderId, strategy, instrument, side, qty: part, terms, timeInForce, expiresAt, approval, unsent, group },
      emit,
    );
  }
}

/** All is sent; what could not be is told. */
function finish(state: ExecutionState, schedule: Schedule, emit: Emit): void {
  if (schedule.excess > 0) return abandon(state, schedule, 'REQUESTED', emit);
  forget(state, schedule);
}

function abandon(state: ExecutionState, schedule: Schedule, code: AbandonCode, emit: Emit): void {
  forget(state, schedule);
  const { strategy, instrument, approval } = schedule;
  const remaining = qty(schedule.unsent + schedule.excess);
  emit('order.abandoned', { strategy, instrument, approval, remaining, code });
}

function forget(state: ExecutionState, schedule: Schedule): void {
  state.schedules = state.schedules.filter((one) => one !== schedule);
  watch(state);
}

function watch(state: ExecutionState): void {
  state.nextDueAt = state.schedules.reduce((least, { dueAt }) => Math.min(least, dueAt), Infinity);
}

function marketOf(
  settings: ExecutionSettings,
  state: ExecutionState,
  instrument: InstrumentIndex,
  quantity: Qty,
): PlanMarket {
  const last = lastPriceOf(state, instrument);
  const rules = state.rules[instrument];
  return {
    last,
    tick: rules?.tick ?? price(1),
    lot: lotOf(state, instrument),
    step: settings.step === 0 ? (state.barLengths[instrument] ?? 0) : settings.step,
    value: notionalOf(state.ledger, instrument, last, quantity),
  };
}
