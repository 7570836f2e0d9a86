// ACTIVE, PAUSED, REDUCING, HALTED: who may change it, and when it clears.
// An operator's command outlasts a pause; a pause clears itself; only a resume lifts a command.

import { tradingDay, type SequencedEvent } from '@tradingbot/contracts';
import {
  amount,
  compareExact,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  micros,
  subExact,
  type Micros,
} from '@tradingbot/domain';
import { equityOf } from '@tradingbot/portfolio';
import type { RiskLimits } from './limits.ts';
import type { RiskState, TradingState } from './state.ts';

export function command(
  state: RiskState,
  event: Extract<SequencedEvent, { type: 'control.kill' | 'control.reduce' | 'control.resume' }>,
): void {
  const { operator, reason } = event.payload;
  state.commandReason = `${operator === '' ? 'operator' : operator}: ${reason === '' ? 'no reason given' : reason}`;
  switch (event.type) {
    case 'control.kill':
      state.command = 'kill';
      return;
    case 'control.reduce':
      // A reduce never softens a kill.
      if (state.command !== 'kill') state.command = 'reduce';
      return;
    case 'control.resume':
      state.command = 'none';
      return;
  }
}

export const watchesLoss = (limits: RiskLimits): boolean => compareExact(limits.dailyLossLimit, 0) > 0;

/** Starts a new trading day: the loss counts from the equity of this moment, before anything of the day is booked. */
export function rollDay(limits: RiskLimits, state: RiskState, time: number): void {
  // Asked at every event, and a product is quicker than a quotient.
  const passed = time - state.day * MICROS_PER_DAY - limits.dailyResetHour * MICROS_PER_HOUR;
  if (passed >= 0 && passed < MICROS_PER_DAY) return;
  state.day = tradingDay(micros(time), limits.dailyResetHour);
  state.dayStartEquity = equityOf(state.ledger);
  state.dayLoss = amount(0);
}

/**
 * Counts a new price, and judges the loss once every position has its price of this instant. Until then the account is
 * half old and half new, and what it seems to be worth hangs on the order of the symbols.
 */
export function markForLoss(limits: RiskLimits, state: RiskState, instrument: number, time: Micros): void {
  state.markTime = time;
  state.markedAt[instrument] = time;
  state.lossPending = true;
  if (isAllMarkedAt(state, time)) watchLoss(limits, state);
}

/** Whether everything that is held has its price of this instant. */
function isAllMarkedAt({ ledger: { netQty }, markedAt }: RiskState, time: Micros): boolean {
  for (let i = 0; i < netQty.length; i++) if (netQty[i] !== 0 && markedAt[i] !== time) return false;
  return true;
}

/** Pauses entries until the next day when the day's loss has reached its limit. */
export function watchLoss(limits: RiskLimits, state: RiskState): void {
  state.lossPending = false;
  if (state.pausedUntil > 0) return;
  state.dayLoss = subExact(state.dayStartEquity, equityOf(state.ledger));
  if (compareExact(state.dayLoss, limits.dailyLossLimit) < 0) return;
  state.pausedUntil = micros((state.day + 1) * MICROS_PER_DAY + limits.dailyResetHour * MICROS_PER_HOUR);
}

/** The trading state that holds at `time`; a pause that is over is forgotten here. */
export function tradingStateAt(state: RiskState, time: Micros): { next: TradingState; reason: string } {
  if (state.pausedUntil > 0 && time >= state.pausedUntil) state.pausedUntil = 0;
  if (state.command === 'kill') return { next: { status: 'HALTED' }, reason: state.commandReason };
  if (state.command === 'reduce') return { next: { status: 'REDUCING' }, reason: state.commandReason };
  if (state.pausedUntil > 0) {
    return { next: { status: 'PAUSED', until: micros(state.pausedUntil) }, reason: 'daily loss limit reached' };
  }
  return { next: { status: 'ACTIVE' }, reason: state.commandReason === '' ? 'a new day' : state.commandReason };
}
