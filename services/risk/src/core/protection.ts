// How positions are protected: passed on to execution, and passed on again when its orders had to make way for nothing.

import { strategyIndex, type Payload, type StrategyIndex } from '@tradingbot/contracts';
import type { Emit } from '@tradingbot/core';
import { instrumentIndex, type InstrumentIndex } from '@tradingbot/domain';
import { positionOf } from '@tradingbot/portfolio';
import { protectionOnTick } from './order-terms.ts';
import { slotsOf, type Protection, type RiskState } from './state.ts';

/**
 * Nothing refuses it: an order that protects can only make a position smaller. It is kept back while trading is halted,
 * and while what is open is being canceled.
 */
export function onProtect(state: RiskState, asked: Payload<'signal.protect'>, position: number, emit: Emit): void {
  if (state.ending) return;
  const { strategy, instrument } = asked;
  const tick = state.rules[instrument]?.tick;
  const { stop, target } = tick === undefined ? asked : protectionOnTick(asked, tick);
  const before = slotsOf(state.protections, strategy)[instrument];
  slotsOf(state.protections, strategy)[instrument] = {
    stop,
    target,
    position: state.positionsBefore + position,
    unsaid: true,
    suspended: before?.suspended ?? false,
  };
  if (!slotsOf(state.cancelAsked, strategy)[instrument]) protectAfterCancel(state, strategy, instrument, emit);
}

/** Passes on what is unsaid, and what had to make way while something is still held. */
export function protectAfterCancel(
  state: RiskState,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
  emit: Emit,
): void {
  const protection = slotsOf(state.protections, strategy)[instrument] ?? null;
  if (protection === null || state.ending || state.trading.status === 'HALTED') return;
  const isDue = protection.suspended && positionOf(state.ledger, strategy, instrument).qty > 0;
  if (protection.unsaid || isDue) say(state, strategy, instrument, protection, emit);
}

/** After a halt. */
export function protectAgain(state: RiskState, emit: Emit): void {
  state.protections.forEach((row, strategy) => {
    row.forEach((_, instrument) => {
      if (state.cancelAsked[strategy]?.[instrument]) return;
      protectAfterCancel(state, strategyIndex(strategy), instrumentIndex(instrument), emit);
    });
  });
}

/** It ends with the position. */
export function endWhenFlat(state: RiskState, strategy: StrategyIndex, instrument: InstrumentIndex): void {
  slotsOf(state.protections, strategy)[instrument] = null;
}

function say(
  state: RiskState,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
  protection: Protection,
  emit: Emit,
): void {
  const { stop, target, position } = protection;
  protection.unsaid = false;
  protection.suspended = false;
  // A signal of a journal before has no position in this one.
  const signal = Math.max(0, position - state.positionsBefore);
  emit('risk.protected', { strategy, instrument, stop, target, signal });
}
