// From a target weight to an order, as the risk core judges it: measured at the last close, bought with the cash there is.

import { WEIGHT_ONE } from '@tradingbot/domain';
import type { Accounts } from './accounts.ts';
import { floorShare } from './exact-share.ts';
import type { TradedMarket } from './traded-market.ts';

/**
 * Leaves in `ordered` what account `index` orders at a close to have `weight` of its worth in the instrument; 0 where
 * there is nothing to do, or the order would be denied.
 * @param weight in parts per billion
 */
export function orderTarget(
  market: TradedMarket,
  accounts: Accounts,
  index: number,
  last: number,
  weight: number,
): void {
  const unit = last * market.factor;
  const held = accounts.held[index] as number;
  // Nothing is the commonest wish of all.
  const value = weight === 0 ? 0 : floorShare(accounts.worth[index] as number, weight, WEIGHT_ONE, 1 / WEIGHT_ONE);
  const wanted = Math.floor(value / unit);
  if (wanted > held) buy(market, accounts, index, unit, wanted - held);
  else sell(market, accounts, index, unit, held - wanted);
}

function buy(market: TradedMarket, accounts: Accounts, index: number, unit: number, wanted: number): void {
  const { lot, minQty, maxQty, minNotional, maxOrderNotional, maxPositionNotional } = market;
  accounts.ordered[index] = 0;
  const cash = accounts.cash[index] as number;
  const spendable = cash > 0 ? floorShare(cash, WEIGHT_ONE, market.withCosts, market.withoutCosts) : 0;
  const quantity = onLot(wanted * unit <= spendable ? wanted : Math.floor(spendable / unit), lot);
  // With its reserve for costs it is within the cash, as risk asks: that is how much was spendable.
  const value = quantity * unit;
  if (quantity === 0 || value > maxOrderNotional) return;
  if (value + (accounts.held[index] as number) * unit > maxPositionNotional) return;
  if (quantity < minQty || quantity > maxQty || value < minNotional) return;
  accounts.ordered[index] = quantity;
}

/** A reduction is refused for its size alone. */
function sell(market: TradedMarket, accounts: Accounts, index: number, unit: number, excess: number): void {
  const quantity = onLot(excess, market.lot);
  const isPlaced = quantity > 0 && quantity >= market.minQty && quantity * unit >= market.minNotional;
  accounts.ordered[index] = isPlaced ? -quantity : 0;
}

/** Cut to the lot. */
const onLot = (quantity: number, lot: number): number => (lot === 1 ? quantity : Math.floor(quantity / lot) * lot);
