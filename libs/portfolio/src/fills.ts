// One execution in the books: the position, the cash, and the fee in whatever asset it was charged.

import type { Payload, StrategyIndex } from '@tradingbot/contracts';
import { addExact, amount, invariant, mulDivExact, subExact, type Amount, type Qty } from '@tradingbot/domain';
import { bookFee } from './fees.ts';
import { CASH, changeQty, credit, debit, notionalOf, positionOf, type Ledger, type Position } from './ledger.ts';

/** Books one fill. The fee is booked in the asset that was charged. */
export function applyFill(ledger: Ledger, strategy: StrategyIndex, fill: Payload<'order.filled'>): void {
  const { instrument } = fill;
  const position = positionOf(ledger, strategy, instrument);
  const value = notionalOf(ledger, instrument, fill.price, fill.qty);
  if (fill.side === 'buy') {
    position.costBasis = addExact(position.costBasis, value);
    changeQty(ledger, strategy, instrument, fill.qty);
    debit(ledger, CASH, value);
  } else {
    invariant(fill.qty <= position.qty, 'a long-only strategy never sells more than it holds');
    const removed = basisOf(position, fill.qty);
    position.costBasis = subExact(position.costBasis, removed);
    position.realizedPnl = addExact(position.realizedPnl, subExact(value, removed));
    changeQty(ledger, strategy, instrument, -fill.qty);
    credit(ledger, CASH, value);
  }
  bookFee(ledger, strategy, fill);
}

/** The cost basis that leaves with `sold`: its share, rounded half to even; all of it with the last unit. */
export function basisOf(position: Position, sold: Qty): Amount {
  if (sold === position.qty) return position.costBasis;
  return amount(mulDivExact(position.costBasis, sold, position.qty, 'half-even'));
}
