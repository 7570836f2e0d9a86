// What a strategy has on order, and what it is told of its fills.

import type { Json, Sequenced, SequencedEvent } from '@tradingbot/contracts';
import type { Emit } from '@tradingbot/core';
import { subExact, toFloat, type Amount } from '@tradingbot/domain';
import {
  applyFill,
  applyOrderEvent,
  positionOf,
  reopenOrders,
  type OpenOrder,
  type OrderEvent,
} from '@tradingbot/portfolio';
import type { Fill } from './context.ts';
import { call, hostOf, symbolOf, type StrategyCoreState } from './hosted-strategy.ts';
import type { StrategyState } from './strategy-state.ts';

export function onOrder(state: StrategyCoreState, event: SequencedEvent & OrderEvent, emit: Emit): void {
  const { data } = state;
  const { order, closed } = applyOrderEvent(data.orders, event);
  if (event.type === 'order.submitted') countOrder(data, order, 1);
  if (closed) countOrder(data, order, -1);
  if (event.type !== 'order.filled') return;
  const { payload } = event;
  const position = positionOf(data.ledger, order.strategy, order.instrument);
  const feesBefore = position.fees;
  applyFill(data.ledger, order.strategy, payload);
  if (hostOf(state, order.strategy).definition.onFill === undefined) return;
  showFill(state, event, order, subExact(position.fees, feesBefore), emit);
}

/** Apart, because a function that makes a closure allocates whether it comes to that or not. */
function showFill(
  state: StrategyCoreState,
  event: Sequenced<'order.filled'>,
  order: OpenOrder,
  fee: Amount,
  emit: Emit,
): void {
  const { payload } = event;
  const host = hostOf(state, order.strategy);
  const unit = state.qtyUnit[order.instrument] as number;
  const fill: Fill = {
    symbol: symbolOf(host, order.instrument),
    side: payload.side,
    qty: payload.qty / unit,
    price: payload.price / (state.priceUnit[order.instrument] as number),
    fee: toFloat(fee, state.moneyScale),
    feeAsset: payload.feeAsset,
    remaining: payload.remaining / unit,
    reason: reasonOf(order),
  };
  call(state, order.strategy, order.instrument, event, emit, 'onFill', () =>
    host.definition.onFill?.(host.context, fill),
  );
}

/** Orders that protect a position are not on order: they wait for what may never come. */
function countOrder(data: StrategyState, { strategy, instrument, group, unsent }: OpenOrder, by: 1 | -1): void {
  if (group !== '') return;
  const open = data.openOrders[strategy] as number[];
  open[instrument] = (open[instrument] as number) + by;
  if (by === 1) (data.unsent[strategy] as number[])[instrument] = unsent;
}

function reasonOf({ group, terms }: OpenOrder): Fill['reason'] {
  if (group === '') return 'target';
  return terms.type === 'limit' ? 'take-profit' : 'stop';
}

/** Orders of the journal before this one: their reports are still to come. */
export function takeOver(data: StrategyState, stated: Json): void {
  reopenOrders(data.orders, stated);
  for (const order of data.orders) countOrder(data, order, 1);
}
