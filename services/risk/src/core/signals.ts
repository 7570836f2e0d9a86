// What becomes of a target: it is judged, or it waits until what is open for the same position has come to rest.

import { strategyIndex } from '@tradingbot/contracts';
import type { Emit } from '@tradingbot/core';
import { instrumentIndex, invariant, type Micros } from '@tradingbot/domain';
import { hasOpenOrders } from '@tradingbot/portfolio';
import { judge, type Verdict } from './judge.ts';
import type { RiskLimits } from './limits.ts';
import { slotsOf, type RiskState, type Signal, type WaitingSignal } from './state.ts';

/** @param position of the signal, in its journal */
export function onSignal(
  limits: RiskLimits,
  state: RiskState,
  signal: Signal,
  position: number,
  time: Micros,
  emit: Emit,
): void {
  const { strategy, instrument } = signal;
  const asked = { signal, position: state.positionsBefore + position };
  const inFlight = slotsOf(state.inFlight, strategy)[instrument] ?? null;
  const waiting = slotsOf(state.waiting, strategy)[instrument] ?? null;
  if (inFlight === null && waiting === null) {
    if (state.ending) return;
    const verdict = judge(limits, state, signal, time);
    // Orders that protect the position make way only for what would change it.
    const changes = verdict.kind === 'approved';
    if (!changes || !hasOpenOrders(state.orders, strategy, instrument)) {
      return conclude(limits, state, asked, verdict, time, emit);
    }
  }
  // One approval at a time for each strategy and instrument: the new wish waits until the old one has come to rest,
  // so that it is measured against what is really held and two orders never race.
  slotsOf(state.waiting, strategy)[instrument] = asked;
  askCancel(state, strategy, instrument, emit);
}

/** Judges what has waited: nothing of its strategy and instrument is open any more. */
export function decide(limits: RiskLimits, state: RiskState, asked: WaitingSignal, time: Micros, emit: Emit): void {
  // After the end of a run nothing is opened; what is held is closed by execution.
  if (state.ending) return;
  conclude(limits, state, asked, judge(limits, state, asked.signal, time), time, emit);
}

function conclude(
  limits: RiskLimits,
  state: RiskState,
  asked: WaitingSignal,
  verdict: Verdict,
  time: Micros,
  emit: Emit,
): void {
  const { strategy, instrument } = asked.signal;
  // A signal of a journal before has no position in this one.
  const signal = Math.max(0, asked.position - state.positionsBefore);
  switch (verdict.kind) {
    case 'nothing-to-do':
      return;
    case 'denied':
      emit('risk.denied', { strategy, instrument, signal, denial: verdict.denial });
      return;
    case 'approved': {
      const { side, qty, terms, price } = verdict;
      invariant(qty > 0, 'an approved order has a quantity');
      slotsOf(state.inFlight, strategy)[instrument] = { side, remaining: qty, unsent: qty, price, asked };
      if (limits.maxOrdersPerWindow > 0) state.approvals.push(time);
      const protection = slotsOf(state.protections, strategy)[instrument];
      // Execution protects again by itself when what is approved has come to rest.
      if (protection !== null && protection !== undefined) protection.suspended = false;
      emit('risk.approved', { strategy, instrument, side, qty, terms, signal });
      return;
    }
  }
}

/** Once, until all has come to rest. */
export function askCancel(
  state: RiskState,
  strategy: Signal['strategy'],
  instrument: Signal['instrument'],
  emit: Emit,
): void {
  const asked = slotsOf(state.cancelAsked, strategy);
  if (asked[instrument]) return;
  asked[instrument] = true;
  const protection = slotsOf(state.protections, strategy)[instrument];
  if (protection !== null && protection !== undefined) protection.suspended = true;
  emit('risk.cancel', { strategy, instrument });
}

/** Every entry in flight, whether its order has been submitted yet or not. */
export function cancelEntries(state: RiskState, emit: Emit): void {
  state.inFlight.forEach((slots, strategy) => {
    slots.forEach((pending, instrument) => {
      if (pending?.side === 'buy') askCancel(state, strategyIndex(strategy), instrumentIndex(instrument), emit);
    });
  });
}
