// A split: what is held and what protects it is counted in new shares, and what is in flight is judged anew in them.

import { strategyIndex, type Payload } from '@tradingbot/contracts';
import type { Emit } from '@tradingbot/core';
import { price } from '@tradingbot/domain';
import { applySplit, splitProtection, splitTarget } from '@tradingbot/portfolio';
import { askCancel } from './signals.ts';
import { slotsOf, type RiskState, type WaitingSignal } from './state.ts';

export function onSplit(state: RiskState, split: Payload<'md.split'>, emit: Emit): void {
  applySplit(state.ledger, split);
  const { instrument } = split;
  const tick = state.rules[instrument]?.tick ?? price(1);
  const rescaled = ({ signal, position }: WaitingSignal): WaitingSignal => ({
    signal: splitTarget(signal, split, tick),
    position,
  });
  for (let index = 0; index < state.inFlight.length; index++) {
    const strategy = strategyIndex(index);
    const protection = slotsOf(state.protections, strategy)[instrument] ?? null;
    if (protection !== null) {
      slotsOf(state.protections, strategy)[instrument] = splitProtection(protection, split, tick);
    }
    const slot = slotsOf(state.inFlight, strategy)[instrument] ?? null;
    const asked = slotsOf(state.waiting, strategy)[instrument] ?? slot?.asked ?? null;
    if (asked === null) continue;
    slotsOf(state.waiting, strategy)[instrument] = rescaled(asked);
    // An order counts shares that are no more.
    askCancel(state, strategy, instrument, emit);
  }
}
