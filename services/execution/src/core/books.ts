// The exact books: what each fill, split and dividend makes of positions and equity, told as it is booked.

import type { Payload, Sequenced, StrategyIndex } from '@tradingbot/contracts';
import type { Emit } from '@tradingbot/core';
import { invariant, type InstrumentIndex } from '@tradingbot/domain';
import {
  applyDividend,
  applyFill,
  applyOrderEvent,
  applySplit,
  cashOf,
  equityOf,
  positionOf,
  type OpenOrder,
} from '@tradingbot/portfolio';
import type { ExecutionState } from './execution-state.ts';

/** @returns the order, as it stands after the fill */
export function bookFill(state: ExecutionState, event: Sequenced<'order.filled'>, emit: Emit): OpenOrder {
  const { order } = applyOrderEvent(state.orders, event);
  invariant(order.instrument === event.payload.instrument, 'a fill is in the instrument of its order');
  applyFill(state.ledger, order.strategy, event.payload);
  emitPosition(state, order.strategy, order.instrument, emit);
  emitEquity(state, emit);
  return order;
}

export function bookSplit(state: ExecutionState, split: Payload<'md.split'>, emit: Emit): void {
  const holders = holdersOf(state, split.instrument);
  applySplit(state.ledger, split);
  emitHoldings(state, split.instrument, holders, emit);
}

export function bookDividend(state: ExecutionState, dividend: Payload<'md.dividend'>, emit: Emit): void {
  applyDividend(state.ledger, dividend);
  emitHoldings(state, dividend.instrument, holdersOf(state, dividend.instrument), emit);
}

export function emitEquity(state: ExecutionState, emit: Emit): void {
  emit('portfolio.equity', { cash: cashOf(state.ledger), equity: equityOf(state.ledger) });
}

function emitHoldings(
  state: ExecutionState,
  instrument: InstrumentIndex,
  holders: readonly StrategyIndex[],
  emit: Emit,
): void {
  for (const strategy of holders) emitPosition(state, strategy, instrument, emit);
  if (holders.length > 0) emitEquity(state, emit);
}

const holdersOf = ({ ledger }: ExecutionState, instrument: InstrumentIndex): StrategyIndex[] =>
  ledger.positions.flatMap((row, index) => ((row[instrument]?.qty ?? 0) > 0 ? [index as StrategyIndex] : []));

function emitPosition(state: ExecutionState, strategy: StrategyIndex, instrument: InstrumentIndex, emit: Emit): void {
  const { qty, costBasis, realizedPnl, fees } = positionOf(state.ledger, strategy, instrument);
  emit('portfolio.position', { strategy, instrument, qty, costBasis, realizedPnl, fees });
}
