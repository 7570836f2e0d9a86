// The execution core: approvals become orders, reports become the ledger. One order for one approval, for ever:
// the order's id is derived from the position that caused it.

import type { Manifest, Payload, SequencedEvent, StrategyIndex } from '@tradingbot/contracts';
import { restoreState, saveState, type Core, type Emit } from '@tradingbot/core';
import { invariant, micros, qty as zeroQty, type InstrumentIndex, type Micros, type Qty } from '@tradingbot/domain';
import {
  applyFill,
  applyOrderEvent,
  cashOf,
  createLedger,
  equityOf,
  markPrice,
  openOrder,
  positionOf,
  setBalance,
  setPosition,
  type Ledger,
  type OpenOrder,
  type OpenOrders,
  type OrderEvent,
} from '@tradingbot/portfolio';

export interface ExecutionSettings {
  /** How often equity is recorded between fills, in microseconds. */
  readonly equityInterval: Micros;
}

interface ExecutionState {
  readonly ledger: Ledger;
  readonly orders: OpenOrders;
  /** How many positions the journals before this one have: order ids go on where they stopped. */
  positionsBefore: number;
  nextEquityAt: number;
  started: boolean;
}

export function executionCore(settings: ExecutionSettings): Core<ExecutionState> {
  const init = ({ catalog }: Manifest): ExecutionState => ({
    ledger: createLedger(catalog),
    orders: [],
    positionsBefore: 0,
    nextEquityAt: 0,
    started: false,
  });

  return {
    name: 'execution',
    reads: [
      'run.balance',
      'run.position',
      'run.ending',
      'run.closed',
      'md.bar',
      'risk.approved',
      'risk.cancel',
      'order.accepted',
      'order.rejected',
      'order.filled',
      'order.canceled',
    ],
    init,
    step(state, event, emit) {
      switch (event.type) {
        case 'md.bar':
          markPrice(state.ledger, event.payload.instrument, event.payload.close);
          if (event.time >= state.nextEquityAt) recordEquity(state, event.time, emit);
          return;
        case 'risk.approved': {
          const { strategy, instrument, side, qty, terms } = event.payload;
          const orderId = orderIdAt(state, event.position);
          submit(state, { ...WHOLE, orderId, strategy, instrument, side, qty, terms, approval: event.position }, emit);
          return;
        }
        case 'risk.cancel':
          return cancelOpen(state, event.payload.strategy, event.payload.instrument, emit);
        case 'order.filled':
          return book(state, event, event.payload, emit);
        case 'order.accepted':
        case 'order.rejected':
        case 'order.canceled':
          applyOrderEvent(state.orders, event);
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
        case 'run.ending':
          return windUp(state, event.payload.closePositions, event.position, emit);
        default:
          return;
      }
    },
    save: saveState,
    load: restoreState,
  };

  function recordEquity(state: ExecutionState, time: Micros, emit: Emit): void {
    // The first bar only sets the grid; intervals are counted from the epoch, so that they do not drift.
    if (state.started) emitEquity(state, emit);
    state.started = true;
    state.nextEquityAt = (Math.floor(time / settings.equityInterval) + 1) * settings.equityInterval;
  }
}

/** One order for the whole of an approval, good until canceled. */
const WHOLE = { timeInForce: 'GTC', expiresAt: micros(0), group: '', unsent: zeroQty(0) } as const;

/** Used once, also by an account whose orders outlive a journal. */
const orderIdAt = (state: ExecutionState, position: number): string => `o${state.positionsBefore + position}`;

function submit(state: ExecutionState, order: Payload<'order.submitted'>, emit: Emit): void {
  openOrder(state.orders, order);
  emit('order.submitted', order);
}

function cancelOpen(state: ExecutionState, strategy: StrategyIndex, instrument: InstrumentIndex, emit: Emit): void {
  for (const order of state.orders) {
    if (order.strategy === strategy && order.instrument === instrument) requestCancel(order, emit);
  }
}

function requestCancel(order: OpenOrder, emit: Emit): void {
  if (order.status === 'cancel-requested') return;
  order.status = 'cancel-requested';
  emit('order.cancel-requested', { orderId: order.orderId, instrument: order.instrument });
}

function book(
  state: ExecutionState,
  event: SequencedEvent & OrderEvent,
  fill: Payload<'order.filled'>,
  emit: Emit,
): void {
  const { order } = applyOrderEvent(state.orders, event);
  invariant(order.instrument === fill.instrument, 'a fill is in the instrument of its order');
  applyFill(state.ledger, order.strategy, fill);
  const { qty, costBasis, realizedPnl, fees } = positionOf(state.ledger, order.strategy, order.instrument);
  emit('portfolio.position', {
    strategy: order.strategy,
    instrument: order.instrument,
    qty,
    costBasis,
    realizedPnl,
    fees,
  });
  emitEquity(state, emit);
}

/** The end of a run: nothing stays open, and on request nothing stays held. */
function windUp(state: ExecutionState, closePositions: boolean, position: number, emit: Emit): void {
  for (const order of state.orders) requestCancel(order, emit);
  if (!closePositions) return;
  let count = 0;
  state.ledger.positions.forEach((byInstrument, strategy) => {
    byInstrument.forEach((held, instrument) => {
      if (held.qty === 0) return;
      count += 1;
      sellAll(state, strategy as StrategyIndex, instrument as InstrumentIndex, held.qty, position, count, emit);
    });
  });
}

function sellAll(
  state: ExecutionState,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
  qty: Qty,
  position: number,
  count: number,
  emit: Emit,
): void {
  const orderId = `${orderIdAt(state, position)}.${count}`;
  submit(
    state,
    { ...WHOLE, orderId, strategy, instrument, side: 'sell', qty, terms: { type: 'market' }, approval: position },
    emit,
  );
}

function emitEquity(state: ExecutionState, emit: Emit): void {
  emit('portfolio.equity', { cash: cashOf(state.ledger), equity: equityOf(state.ledger) });
}
