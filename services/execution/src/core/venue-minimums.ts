// What the venue takes as one order: not too small, and not too large.

import { compareExact, floorToLot, qty, type Price, type Qty } from '@tradingbot/domain';
import { notionalOf, type Ledger } from '@tradingbot/portfolio';
import type { Rules } from './execution-state.ts';

export function isPlaceable(ledger: Ledger, rules: Rules | null, at: Price, quantity: Qty): boolean {
  if (quantity === 0) return false;
  if (rules === null) return true;
  const value = notionalOf(ledger, rules.instrument, at, quantity);
  return quantity >= rules.minQty && compareExact(value, rules.minNotional) >= 0;
}

export const fitsOneOrder = (rules: Rules | null, quantity: Qty): boolean =>
  rules === null || rules.maxQty === 0 || quantity <= rules.maxQty;

/** As few orders as the venue allows, of equal size: none is left over that would be too small. */
export function partsWithin(rules: Rules | null, quantity: Qty): readonly Qty[] {
  if (rules === null || fitsOneOrder(rules, quantity)) return [quantity];
  const count = Math.ceil(quantity / rules.maxQty);
  // Cut up to the lot, so that the parts are enough; a largest order that is no multiple of the lot is cut down to it.
  const even = Math.ceil(quantity / count / rules.lot) * rules.lot;
  const each = Math.max(rules.lot, Math.min(even, floorToLot(rules.maxQty, rules.lot)));
  const parts: Qty[] = [];
  for (let left: number = quantity; left > 0; left -= each) parts.push(qty(Math.min(each, left)));
  return parts;
}
