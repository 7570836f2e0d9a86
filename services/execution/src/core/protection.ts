// Orders that protect a position: a stop and a target for all of it, placed when nothing else of it is open, placed anew
// when what is held changes, ended with the position.

import type { Payload, Sequenced, StrategyIndex } from '@tradingbot/contracts';
import type { Emit } from '@tradingbot/core';
import { floorToLot, micros, qty, type InstrumentIndex } from '@tradingbot/domain';
import { openOrdersOf, positionOf, worstPrice, type OpenOrder } from '@tradingbot/portfolio';
import { lastPriceOf, lotOf, orderIdAt, type ExecutionState, type Protection, type Terms } from './execution-state.ts';
import { isScheduled, requestCancel, submit } from './schedules.ts';
import { isPlaceable } from './venue-minimums.ts';

export function onProtected(state: ExecutionState, event: Sequenced<'risk.protected'>, emit: Emit): void {
  const { strategy, instrument, stop, target } = event.payload;
  endProtection(state, strategy, instrument);
  state.protections.push({
    strategy,
    instrument,
    stop,
    target,
    position: state.positionsBefore + event.position,
    placedFor: qty(0),
    stale: true,
    lapsed: false,
    suspended: false,
  });
  protect(state, strategy, instrument, event.position, emit);
}

/**
 * Brings the orders that protect a position in line with what is held, as far as that can be done now.
 * @param position of the event in hand, which new orders are named after
 */
export function protect(
  state: ExecutionState,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
  position: number,
  emit: Emit,
): void {
  const protection = protectionOf(state, strategy, instrument);
  if (protection === undefined || protection.suspended || state.halted || state.ending) return;
  if (isScheduled(state, strategy, instrument)) return;
  const open = openOrdersOf(state.orders, strategy, instrument);
  if (open.some(({ group }) => group === '')) return;
  const held = positionOf(state.ledger, strategy, instrument).qty;
  if (protection.placedFor === held && !protection.stale) return;
  if (open.length > 0) {
    for (const order of open) requestCancel(order, emit);
    return;
  }
  if (held < lotOf(state, instrument)) return;
  protection.placedFor = held;
  protection.stale = false;
  place(state, protection, `${orderIdAt(state, position)}.${strategy}.${instrument}`, 'both', position, emit);
}

/** An order of a group that was refused, or that the venue ended for want of room, leaves the position open. */
export function noteLapse(state: ExecutionState, order: OpenOrder, code: Payload<'order.canceled'>['code'] | ''): void {
  if (order.group === '' || order.status === 'cancel-requested' || code === 'ONE_CANCELS_OTHER') return;
  const protection = protectionOf(state, order.strategy, order.instrument);
  if (protection !== undefined) protection.lapsed = true;
}

/** Once a bar at most, so that an order which is refused again and again does not go round in one instant. */
export function placeLapsed(state: ExecutionState, instrument: InstrumentIndex, position: number, emit: Emit): void {
  for (const protection of state.protections) {
    if (!protection.lapsed || protection.instrument !== instrument) continue;
    const [other] = openOrdersOf(state.orders, protection.strategy, instrument);
    if (other === undefined || other.group === '') {
      protection.lapsed = false;
      protection.stale = true;
      protect(state, protection.strategy, instrument, position, emit);
    } else if (isInPlace(state, protection, other)) {
      protection.lapsed = false;
      // The one of the group that is in place stays: a trailing stop would forget what it has seen.
      place(state, protection, other.group, other.terms.type === 'limit' ? 'stop' : 'target', position, emit);
    }
  }
}

/** The order is of the size of what is held, and nothing is on its way to change that. */
const isInPlace = (state: ExecutionState, { placedFor, stale, suspended }: Protection, order: OpenOrder): boolean =>
  !stale &&
  !suspended &&
  !state.halted &&
  !state.ending &&
  order.status !== 'cancel-requested' &&
  placedFor === positionOf(state.ledger, order.strategy, order.instrument).qty;

export function endProtection(state: ExecutionState, strategy: StrategyIndex, instrument: InstrumentIndex): void {
  if (state.protections.length === 0) return;
  state.protections = state.protections.filter((one) => one.strategy !== strategy || one.instrument !== instrument);
}

export function protectionOf(
  { protections }: ExecutionState,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
): Protection | undefined {
  for (let i = 0; i < protections.length; i++) {
    const one = protections[i] as Protection;
    if (one.strategy === strategy && one.instrument === instrument) return one;
  }
  return undefined;
}

/**
 * Sells of one group, the stop first. No more than the venue takes in one order: the rest of such a holding is bare. What
 * is too small for the venue is tried again when the bar has closed.
 */
function place(
  state: ExecutionState,
  protection: Protection,
  group: string,
  which: 'stop' | 'target' | 'both',
  position: number,
  emit: Emit,
): void {
  const { strategy, instrument, stop, target, placedFor } = protection;
  const rules = state.rules[instrument] ?? null;
  const most = rules === null || rules.maxQty === 0 ? placedFor : Math.min(placedFor, rules.maxQty);
  const quantity = floorToLot(most, lotOf(state, instrument));
  const last = lastPriceOf(state, instrument);
  const offer = (name: string, terms: Terms): void => {
    if (!isPlaceable(state.ledger, rules, worstPrice(terms, last, 'sell'), quantity)) {
      protection.lapsed = true;
      return;
    }
    const orderId = `${orderIdAt(state, position)}.${strategy}.${instrument}.${name}`;
    const order = {
      orderId,
      strategy,
      instrument,
      side: 'sell' as const,
      qty: quantity,
      terms,
      timeInForce: 'GTC' as const,
      expiresAt: micros(0),
      approval: Math.max(0, protection.position - state.positionsBefore),
      unsent: qty(0),
      group,
    };
    submit(state, order, emit);
  };
  if (stop.type !== 'none' && which !== 'target') offer('stop', stop);
  if (target.type !== 'none' && which !== 'stop') offer('target', target);
}
