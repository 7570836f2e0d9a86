// The end of a run: nothing stays open or unsent, and on request nothing stays held.

import type { Sequenced, StrategyIndex } from '@tradingbot/contracts';
import type { Emit } from '@tradingbot/core';
import { floorToLot, micros, qty, type InstrumentIndex } from '@tradingbot/domain';
import { lotOf, orderIdAt, type ExecutionState } from './execution-state.ts';
import { abandonAll, requestCancel, submit } from './schedules.ts';
import { partsWithin } from './venue-minimums.ts';

export function windUp(state: ExecutionState, { payload, position }: Sequenced<'run.ending'>, emit: Emit): void {
  state.ending = true;
  for (const order of state.orders) requestCancel(order, emit);
  abandonAll(state, () => true, 'REQUESTED', emit);
  if (payload.closePositions) sellAll(state, position, emit);
}

/** Of what is held, whole lots; the rest of a lot cannot be sold. */
function sellAll(state: ExecutionState, position: number, emit: Emit): void {
  let count = 0;
  state.ledger.positions.forEach((byInstrument, index) => {
    byInstrument.forEach((held, at) => {
      const strategy = index as StrategyIndex;
      const instrument = at as InstrumentIndex;
      const rules = state.rules[at] ?? null;
      const quantity = floorToLot(held.qty, lotOf(state, instrument));
      if (quantity === 0) return;
      for (const part of partsWithin(rules, quantity)) {
        count += 1;
        const orderId = `${orderIdAt(state, position)}.${count}`;
        const order = { orderId, strategy, instrument, side: 'sell', qty: part, terms: { type: 'market' } } as const;
        const whole = { timeInForce: 'GTC', expiresAt: micros(0), group: '', unsent: qty(0) } as const;
        submit(state, { ...order, ...whole, approval: position }, emit);
      }
    });
  });
}
