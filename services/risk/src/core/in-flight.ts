// What is in flight: an approval may be worked by several orders, and is at rest when none is open and nothing unsent.

import type { Payload, Sequenced, SequencedEvent, StrategyIndex } from '@tradingbot/contracts';
import type { Emit } from '@tradingbot/core';
import { qty, type InstrumentIndex, type Micros, type Qty } from '@tradingbot/domain';
import {
  applyFill,
  applyOrderEvent,
  hasOpenOrders,
  openOrdersOf,
  positionOf,
  type OrderEvent,
} from '@tradingbot/portfolio';
import type { RiskLimits } from './limits.ts';
import { endWhenFlat, protectAfterCancel } from './protection.ts';
import { decide } from './signals.ts';
import { slotsOf, type InFlight, type RiskState } from './state.ts';

export function onSubmitted(state: RiskState, event: Sequenced<'order.submitted'>): void {
  applyOrderEvent(state.orders, event);
  const { strategy, instrument, side, qty: quantity, group, unsent } = event.payload;
  // What protects a position reserves nothing and asks for no place.
  if (group !== '') return;
  const slots = slotsOf(state.inFlight, strategy);
  // An order that no approval asked for is the flattening at the end of a run: it counts like any other.
  const slot = (slots[instrument] ??= {
    side,
    remaining: quantity,
    unsent: qty(0),
    price: (state.ledger.marks[instrument] ?? 0) as InFlight['price'],
    asked: null,
  });
  slot.unsent = unsent;
}

export function onReport(limits: RiskLimits, state: RiskState, event: SequencedEvent & OrderEvent, emit: Emit): void {
  const { order, closed } = applyOrderEvent(state.orders, event);
  const { strategy, instrument, group } = order;
  if (event.type === 'order.filled') {
    applyFill(state.ledger, strategy, event.payload);
    if (group === '') shrink(state, strategy, instrument, event.payload.qty);
    // Less than a lot, left by a fee in the base asset, is nothing that could be protected.
    const lot = state.rules[instrument]?.lot ?? qty(1);
    if (positionOf(state.ledger, strategy, instrument).qty < lot) endWhenFlat(state, strategy, instrument);
  } else if (group === '') shrink(state, strategy, instrument, order.remaining);
  if (closed) settle(limits, state, strategy, instrument, event.time, emit);
}

export function onAbandoned(
  limits: RiskLimits,
  state: RiskState,
  { strategy, instrument, remaining }: Payload<'order.abandoned'>,
  time: Micros,
  emit: Emit,
): void {
  const slot = slotsOf(state.inFlight, strategy)[instrument];
  if (slot !== null && slot !== undefined) slot.unsent = qty(0);
  shrink(state, strategy, instrument, remaining);
  settle(limits, state, strategy, instrument, time, emit);
}

function shrink(state: RiskState, strategy: StrategyIndex, instrument: InstrumentIndex, by: Qty): void {
  const slot = slotsOf(state.inFlight, strategy)[instrument];
  if (slot !== null && slot !== undefined) slot.remaining = qty(Math.max(0, slot.remaining - by));
}

/** Whether an order is open that works an approval: one that protects a position does not. */
const isWorking = (state: RiskState, strategy: StrategyIndex, instrument: InstrumentIndex): boolean =>
  openOrdersOf(state.orders, strategy, instrument).some(({ group }) => group === '');

/** When all has come to rest, what waited for it is decided now, against what is really held. */
function settle(
  limits: RiskLimits,
  state: RiskState,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
  time: Micros,
  emit: Emit,
): void {
  const slots = slotsOf(state.inFlight, strategy);
  const slot = slots[instrument] ?? null;
  const isOpen = hasOpenOrders(state.orders, strategy, instrument);
  if (slot !== null && (slot.unsent > 0 || (isOpen && isWorking(state, strategy, instrument)))) return;
  slots[instrument] = null;
  if (isOpen) return;
  slotsOf(state.cancelAsked, strategy)[instrument] = false;
  const waiting = slotsOf(state.waiting, strategy)[instrument] ?? null;
  slotsOf(state.waiting, strategy)[instrument] = null;
  if (waiting !== null) decide(limits, state, waiting, time, emit);
  protectAfterCancel(state, strategy, instrument, emit);
}
