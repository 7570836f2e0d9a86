// The risk core: turns what a strategy wants into an order that no limit forbids, or into a coded denial.
// Reductions are never refused by a limit; only a kill stops them.

import type { SequencedEvent } from '@tradingbot/contracts';
import { restoreState, saveState, type Core, type Emit } from '@tradingbot/core';
import type { Micros } from '@tradingbot/domain';
import { applyDividend, markPrice, setBalance, setPosition } from '@tradingbot/portfolio';
import { onAbandoned, onReport, onSubmitted } from './in-flight.ts';
import type { RiskLimits } from './limits.ts';
import { onProtect, protectAgain } from './protection.ts';
import { cancelEntries, onSignal } from './signals.ts';
import { onSplit } from './split.ts';
import { initialState, type RiskState } from './state.ts';
import { command, markForLoss, rollDay, tradingStateAt, watchesLoss, watchLoss } from './trading-state.ts';

export function riskCore(limits: RiskLimits): Core<RiskState> {
  const watches = watchesLoss(limits);
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
      'md.split',
      'md.dividend',
      'signal.target',
      'signal.protect',
      'order.submitted',
      'order.abandoned',
      'order.rejected',
      'order.filled',
      'order.canceled',
    ],
    init: initialState,
    step(state, event, emit) {
      if (watches && isInRun(event)) catchUp(limits, state, event, emit);
      step(limits, watches, state, event, emit);
    },
    wakeAt: (state) => (state.pausedUntil > 0 ? state.pausedUntil : Infinity),
    save: saveState,
    load: restoreState,
  };
}

const isInRun = ({ type }: SequencedEvent): boolean =>
  type !== 'run.balance' && type !== 'run.position' && type !== 'run.closed';

/** @param watches whether there is a limit on the loss of a day */
function step(limits: RiskLimits, watches: boolean, state: RiskState, event: SequencedEvent, emit: Emit): void {
  switch (event.type) {
    case 'md.bar': {
      const { instrument, close, openTime } = event.payload;
      markPrice(state.ledger, instrument, close);
      state.lastBarOpen[instrument] = openTime;
      if (watches) markForLoss(limits, state, instrument, event.time);
      break;
    }
    case 'signal.target':
      onSignal(limits, state, event.payload, event.position, event.time, emit);
      return;
    case 'signal.protect':
      onProtect(state, event.payload, event.position, emit);
      return;
    case 'order.submitted':
      onSubmitted(state, event);
      return;
    case 'order.abandoned':
      onAbandoned(limits, state, event.payload, event.time, emit);
      return;
    case 'order.filled':
    case 'order.rejected':
    case 'order.canceled':
      onReport(limits, state, event, emit);
      return;
    case 'md.split':
      onSplit(state, event.payload, emit);
      return;
    case 'md.dividend':
      applyDividend(state.ledger, event.payload);
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

/** Says a change of the trading state, and when entries stop cancels the entries that are still open. */
function announce(state: RiskState, time: Micros, emit: Emit): void {
  if (state.pausedUntil === 0 && state.command === 'none' && state.trading.status === 'ACTIVE') return;
  const { next, reason } = tradingStateAt(state, time);
  const before = state.trading;
  if (next.status === before.status) return;
  state.trading = next;
  emit('risk.state', { state: next, reason });
  if (next.status !== 'ACTIVE') cancelEntries(state, emit);
  if (before.status === 'HALTED') protectAgain(state, emit);
}
