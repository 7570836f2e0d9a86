// The execution core: approvals become orders, reports become the ledger, and what is held is protected as it was asked.
// An order's id is derived from the position that caused it.

import type { Sequenced, SequencedEvent, StrategyIndex } from '@tradingbot/contracts';
import { restoreState, saveState, type Core, type Emit } from '@tradingbot/core';
import { price, type InstrumentIndex, type Micros } from '@tradingbot/domain';
import {
  applyOrderEvent,
  hasOpenOrders,
  markPrice,
  openOrdersOf,
  positionOf,
  setBalance,
  setPosition,
  splitProtection,
} from '@tradingbot/portfolio';
import { bookDividend, bookFill, bookSplit, emitEquity } from './books.ts';
import type { ExecutionSettings } from './execution-settings.ts';
import { initialState, lotOf, type ExecutionState } from './execution-state.ts';
import { endProtection, noteLapse, onProtected, placeLapsed, protect, protectionOf } from './protection.ts';
import { abandonAll, begin, requestCancel, sendDue, startWaiting } from './schedules.ts';
import { windUp } from './wind-up.ts';

/** How many bars a share of the volume is a share of. */
const VOLUME_BARS = 24;

export function executionCore(settings: ExecutionSettings): Core<ExecutionState> {
  return {
    name: 'execution',
    reads: [
      'run.balance',
      'run.position',
      'run.ending',
      'run.closed',
      'clock.tick',
      'md.instrument',
      'md.bar',
      'md.split',
      'md.dividend',
      'risk.approved',
      'risk.protected',
      'risk.cancel',
      'risk.state',
      'order.accepted',
      'order.triggered',
      'order.rejected',
      'order.filled',
      'order.canceled',
    ],
    init: initialState,
    step(state, event, emit) {
      step(settings, state, event, emit);
    },
    wakeAt: (state) => (state.halted ? Infinity : state.nextDueAt),
    save: saveState,
    load: restoreState,
  };
}

function step(settings: ExecutionSettings, state: ExecutionState, event: SequencedEvent, emit: Emit): void {
  switch (event.type) {
    case 'md.bar':
      return onBar(settings, state, event, emit);
    case 'clock.tick':
      if (event.time < state.nextDueAt) return;
      sendDue(settings, state, event.time, emit);
      return protectAll(state, event.position, emit);
    case 'risk.approved': {
      const { strategy, instrument } = event.payload;
      const protection = protectionOf(state, strategy, instrument);
      if (protection !== undefined) {
        protection.suspended = false;
        protection.stale = true;
      }
      begin(settings, state, event, emit);
      return protect(state, strategy, instrument, event.position, emit);
    }
    case 'risk.protected':
      return onProtected(state, event, emit);
    case 'risk.cancel':
      return cancelAll(state, event.payload.strategy, event.payload.instrument, emit);
    case 'risk.state':
      return onTradingState(settings, state, event, emit);
    case 'order.accepted':
    case 'order.triggered':
      applyOrderEvent(state.orders, event);
      return;
    case 'order.filled':
    case 'order.rejected':
    case 'order.canceled':
      return onReport(settings, state, event, emit);
    case 'md.split':
      return onSplit(state, event, emit);
    case 'md.dividend':
      return bookDividend(state, event.payload, emit);
    case 'md.instrument':
      state.rules[event.payload.instrument] = event.payload;
      return;
    case 'run.balance':
      return setBalance(state.ledger, event.payload.asset, event.payload.balance);
    case 'run.position':
      return setPosition(state.ledger, event.payload);
    case 'run.closed':
      state.positionsBefore += event.position;
      return;
    case 'run.ending':
      return windUp(state, event, emit);
    default:
      return;
  }
}

function onBar(settings: ExecutionSettings, state: ExecutionState, event: Sequenced<'md.bar'>, emit: Emit): void {
  const { instrument, close, timeframe, volume } = event.payload;
  markPrice(state.ledger, instrument, close);
  state.barLengths[instrument] = timeframe;
  if (settings.largeOrders?.algo === 'pov') {
    const volumes = state.volumes[instrument] as number[];
    volumes.push(volume);
    if (volumes.length > VOLUME_BARS) volumes.shift();
  }
  if (event.time >= state.nextEquityAt) recordEquity(settings, state, event.time, emit);
  if (state.protections.length > 0) placeLapsed(state, instrument, event.position, emit);
}

function recordEquity(settings: ExecutionSettings, state: ExecutionState, time: Micros, emit: Emit): void {
  // The first bar only sets the grid; intervals are counted from the epoch, so that they do not drift.
  if (state.started) emitEquity(state, emit);
  state.started = true;
  state.nextEquityAt = (Math.floor(time / settings.equityInterval) + 1) * settings.equityInterval;
}

function onReport(
  settings: ExecutionSettings,
  state: ExecutionState,
  event: Sequenced<'order.filled'> | Sequenced<'order.rejected'> | Sequenced<'order.canceled'>,
  emit: Emit,
): void {
  const isFill = event.type === 'order.filled';
  const order = isFill ? bookFill(state, event, emit) : applyOrderEvent(state.orders, event).order;
  const { strategy, instrument } = order;
  if (event.type === 'order.rejected') noteLapse(state, order, '');
  if (event.type === 'order.canceled') noteLapse(state, order, event.payload.code);
  if (isFill && positionOf(state.ledger, strategy, instrument).qty < lotOf(state, instrument))
    endProtection(state, strategy, instrument);
  const isOpen = hasOpenOrders(state.orders, strategy, instrument);
  if (!isOpen && startWaiting(settings, state, strategy, instrument, event.time, emit)) return;
  protect(state, strategy, instrument, event.position, emit);
}

/** Whatever is open of a strategy in an instrument, and whatever of it is unsent. */
function cancelAll(state: ExecutionState, strategy: StrategyIndex, instrument: InstrumentIndex, emit: Emit): void {
  const protection = protectionOf(state, strategy, instrument);
  if (protection !== undefined) protection.suspended = true;
  for (const order of openOrdersOf(state.orders, strategy, instrument)) requestCancel(order, emit);
  abandonAll(state, (one) => one.strategy === strategy && one.instrument === instrument, 'REQUESTED', emit);
}

/** While trading is halted nothing is sent and nothing placed; what rests stays. */
function onTradingState(
  settings: ExecutionSettings,
  state: ExecutionState,
  { payload, position, time }: Sequenced<'risk.state'>,
  emit: Emit,
): void {
  state.halted = payload.state.status === 'HALTED';
  sendDue(settings, state, time, emit);
  protectAll(state, position, emit);
}

function protectAll(state: ExecutionState, position: number, emit: Emit): void {
  for (const { strategy, instrument } of state.protections) protect(state, strategy, instrument, position, emit);
}

/** What protects a position counts old shares at old prices: it is canceled and placed anew. */
function onSplit(state: ExecutionState, { payload, position }: Sequenced<'md.split'>, emit: Emit): void {
  const { instrument } = payload;
  const tick = state.rules[instrument]?.tick ?? price(1);
  bookSplit(state, payload, emit);
  for (const order of state.orders) {
    if (order.instrument === instrument && order.group !== '') requestCancel(order, emit);
  }
  state.protections = state.protections.map((one) =>
    one.instrument === instrument ? { ...splitProtection(one, payload, tick), stale: true } : one,
  );
  for (const one of state.protections) {
    if (one.instrument === instrument) protect(state, one.strategy, instrument, position, emit);
  }
}
