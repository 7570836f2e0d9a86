// The risk core: turns what a strategy wants into an order that no limit forbids, or into a coded denial.
// Reductions are never refused by a limit; only a kill stops them.

import { strategyIndex, type SequencedEvent } from '@tradingbot/contracts';
import { restoreState, saveState, type Core, type Emit } from '@tradingbot/core';
import { instrumentIndex, invariant, type Micros } from '@tradingbot/domain';
import {
  applyFill,
  applyOrderEvent,
  markPrice,
  setBalance,
  setPosition,
  type OpenOrder,
  type OrderEvent,
} from '@tradingbot/portfolio';
import { judge, type Verdict } from './judge.ts';
import type { RiskLimits } from './limits.ts';
import { initialState, type InFlight, type RiskState, type Signal } from './state.ts';
import { command, markForLoss, rollDay, tradingStateAt, watchesLoss, watchLoss } from './trading-state.ts';

export function riskCore(limits: RiskLimits): Core<RiskState> {
  return {
    name: 'risk',
    reads: [
      'run.balance',
      'run.position',
      'run.ending',
      'run.closed',
      'clock.tick',
      'control.kill',
      'control.reduce',
      'control.resume',
      'md.instrument',
      'md.bar',
      'signal.target',
      'order.submitted',
      'order.rejected',
      'order.filled',
      'order.canceled',
    ],
    init: initialState,
    step(state, event, emit) {
      step(limits, state, event, emit);
    },
    wakeAt: (state) => (state.pausedUntil > 0 ? state.pausedUntil : Infinity),
    save: saveState,
    load: restoreState,
  };
}

function step(limits: RiskLimits, state: RiskState, event: SequencedEvent, emit: Emit): void {
  const { type } = event;
  const inRun = type !== 'run.balance' && type !== 'run.position' && type !== 'run.closed';
  if (inRun && watchesLoss(limits)) catchUp(limits, state, event, emit);
  switch (event.type) {
    case 'md.bar': {
      const { instrument, close } = event.payload;
      markPrice(state.ledger, instrument, close);
      if (watchesLoss(limits)) markForLoss(limits, state, instrument, event.time);
      break;
    }
    case 'signal.target':
      onSignal(limits, state, event.payload, event.position, event.time, emit);
      return;
    case 'order.submitted': {
      applyOrderEvent(state.orders, event);
      const { strategy, instrument, side, qty: quantity } = event.payload;
      // An order that no approval asked for is the flattening at the end of a run: it counts like any other.
      const slots = slotsOf(state.inFlight, strategy);
      slots[instrument] ??= { side, remaining: quantity, price: priceOf(state, instrument), cancelAsked: false };
      return;
    }
    case 'order.filled':
    case 'order.rejected':
    case 'order.canceled':
      onReport(limits, state, event, emit);
      return;
    case 'md.instrument':
      state.rules[event.payload.instrument] = event.payload;
      return;
    case 'run.ending':
      state.ending = true;
      return;
    case 'run.balance':
      setBalance(state.ledger, event.payload.asset, event.payload.balance);
      return;
    case 'run.position':
      setPosition(state.ledger, event.payload);
      return;
    case 'run.closed':
      state.positionsBefore += event.position;
      return;
    case 'control.kill':
    case 'control.reduce':
    case 'control.resume':
      command(state, event);
      break;
    case 'clock.tick':
      break;
    default:
      return;
  }
  announce(state, event.time, emit);
}

/** Before an event is handled: judges a loss that is still to be judged, and starts the day that the event belongs to. */
function catchUp(limits: RiskLimits, state: RiskState, event: SequencedEvent, emit: Emit): void {
  const isBar = event.type === 'md.bar';
  if (state.lossPending && !(isBar && event.time === state.markTime)) watchLoss(limits, state);
  // A bar belongs to the day in which it ran, also when it closes at the very end of it.
  rollDay(limits, state, isBar ? event.time - 1 : event.time);
  announce(state, event.time, emit);
}

function onSignal(
  limits: RiskLimits,
  state: RiskState,
  signal: Signal,
  position: number,
  time: Micros,
  emit: Emit,
): void {
  const pending = slotsOf(state.inFlight, signal.strategy)[signal.instrument];
  if (pending === null || pending === undefined) return decide(limits, state, signal, position, time, emit);
  // One order at a time for each strategy and instrument: the new wish waits until the old order has come to rest,
  // so that it is measured against what is really held and two orders never race.
  slotsOf(state.waiting, signal.strategy)[signal.instrument] = { signal, position: state.positionsBefore + position };
  askCancel(signal.strategy, signal.instrument, pending, emit);
}

function askCancel(
  strategy: Signal['strategy'],
  instrument: Signal['instrument'],
  pending: InFlight,
  emit: Emit,
): void {
  if (pending.cancelAsked) return;
  pending.cancelAsked = true;
  emit('risk.cancel', { strategy, instrument });
}

function decide(
  limits: RiskLimits,
  state: RiskState,
  signal: Signal,
  position: number,
  time: Micros,
  emit: Emit,
): void {
  // After the end of a run nothing is opened; what is held is closed by execution.
  if (state.ending) return;
  const verdict: Verdict = judge(limits, state, signal, time);
  const { strategy, instrument } = signal;
  switch (verdict.kind) {
    case 'nothing-to-do':
      return;
    case 'denied':
      emit('risk.denied', { strategy, instrument, signal: position, denial: verdict.denial });
      return;
    case 'approved': {
      const { side, qty: quantity, terms, price } = verdict;
      slotsOf(state.inFlight, strategy)[instrument] = { side, remaining: quantity, price, cancelAsked: false };
      if (limits.maxOrdersPerWindow > 0) state.approvals.push(time);
      invariant(quantity > 0, 'an approved order has a quantity');
      emit('risk.approved', { strategy, instrument, side, qty: quantity, terms, signal: position });
      return;
    }
  }
}

function onReport(limits: RiskLimits, state: RiskState, event: SequencedEvent & OrderEvent, emit: Emit): void {
  const { order, closed } = applyOrderEvent(state.orders, event);
  if (event.type === 'order.filled') {
    applyFill(state.ledger, order.strategy, event.payload);
    const pending = slotsOf(state.inFlight, order.strategy)[order.instrument];
    if (pending !== null && pending !== undefined) pending.remaining = order.remaining;
  }
  if (closed) settle(limits, state, order, event.time, emit);
}

/** An order has come to rest: what waited for it is decided now, against what is really held. */
function settle(limits: RiskLimits, state: RiskState, order: OpenOrder, time: Micros, emit: Emit): void {
  const { strategy, instrument } = order;
  slotsOf(state.inFlight, strategy)[instrument] = null;
  const waiting = slotsOf(state.waiting, strategy)[instrument];
  if (waiting === null || waiting === undefined) return;
  slotsOf(state.waiting, strategy)[instrument] = null;
  // A signal of a journal before has no position in this one.
  const position = Math.max(0, waiting.position - state.positionsBefore);
  decide(limits, state, waiting.signal, position, time, emit);
}

/** Says a change of the trading state, and when entries stop cancels the entries that are still open. */
function announce(state: RiskState, time: Micros, emit: Emit): void {
  if (state.pausedUntil === 0 && state.command === 'none' && state.trading.status === 'ACTIVE') return;
  const { next, reason } = tradingStateAt(state, time);
  if (next.status === state.trading.status) return;
  state.trading = next;
  emit('risk.state', { state: next, reason });
  if (next.status !== 'ACTIVE') cancelEntries(state, emit);
}

/** Every entry in flight, whether its order has been submitted yet or not. */
function cancelEntries(state: RiskState, emit: Emit): void {
  state.inFlight.forEach((slots, strategy) => {
    slots.forEach((pending, instrument) => {
      if (pending?.side !== 'buy') return;
      askCancel(strategyIndex(strategy), instrumentIndex(instrument), pending, emit);
    });
  });
}

function slotsOf<T>(grid: T[][], strategy: number): T[] {
  const slots = grid[strategy];
  invariant(slots !== undefined, 'the strategy is in the manifest');
  return slots;
}

const priceOf = (state: RiskState, instrument: number): InFlight['price'] =>
  (state.ledger.marks[instrument] ?? 0) as InFlight['price'];
