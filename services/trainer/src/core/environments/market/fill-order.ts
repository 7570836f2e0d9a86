// A market order meets the open of the next bar: what the venue fills of it, and what that does to the account.

import type { Accounts } from './accounts.ts';
import { buyFee, sellFee } from './fee-schedule.ts';
import { BUY, CLOSE, PRICES, SELL, type TradedMarket } from './traded-market.ts';

/** Fills what account `index` has ordered at the open of bar `row`. What the cash does not pay for is canceled. */
export function fillOrder(market: TradedMarket, accounts: Accounts, index: number, row: number): void {
  const ordered = accounts.ordered[index] as number;
  accounts.traded[index] = 0;
  if (ordered > 0)
    fillBuy(market, accounts, index, (market.prices[row * PRICES + BUY] as number) * market.factor, ordered);
  else if (ordered < 0) fillSell(market, accounts, index, row, -ordered);
}

function fillBuy(market: TradedMarket, accounts: Accounts, index: number, unit: number, ordered: number): void {
  const cash = accounts.cash[index] as number;
  let filled = ordered;
  let value = ordered * unit;
  let fee = buyFee(market.fees, value);
  if (value + fee > cash) {
    filled = affordable(market, cash, unit, ordered);
    value = filled * unit;
    fee = buyFee(market.fees, value);
  }
  // Of an order that nothing is filled of a strategy sees no fill either.
  if (filled === 0) return;
  accounts.fillRatio[index] = filled === ordered ? 1 : filled / ordered;
  accounts.cash[index] = cash - value - fee;
  accounts.held[index] = (accounts.held[index] as number) + filled;
  accounts.traded[index] = value;
}

/** The largest multiple of the lot whose cost, fee included, is not more than the cash. */
function affordable(market: TradedMarket, cash: number, unit: number, ordered: number): number {
  let enough = 0;
  let tooMany = Math.ceil(ordered / market.lot);
  while (tooMany - enough > 1) {
    const lots = Math.floor((enough + tooMany) / 2);
    const value = lots * market.lot * unit;
    if (value + buyFee(market.fees, value) <= cash) enough = lots;
    else tooMany = lots;
  }
  return enough * market.lot;
}

function fillSell(market: TradedMarket, accounts: Accounts, index: number, row: number, ordered: number): void {
  if (ordered > market.maxQty) return sellInParts(market, accounts, index, row, ordered);
  const value = ordered * ((market.prices[row * PRICES + SELL] as number) * market.factor);
  accounts.cash[index] = (accounts.cash[index] as number) + value - sellFee(market.fees, value, ordered);
  accounts.held[index] = (accounts.held[index] as number) - ordered;
  accounts.traded[index] = value;
  accounts.fillRatio[index] = 1;
}

/**
 * A sale beyond the venue's largest order goes out as as few equal ones as it takes, each with a fee of its own. The
 * last may be too small for the venue: what it carries stays.
 */
function sellInParts(market: TradedMarket, accounts: Accounts, index: number, row: number, ordered: number): void {
  const { prices, lot, minQty, maxQty, minNotional, factor, fees } = market;
  const last = (prices[(row - 1) * PRICES + CLOSE] as number) * factor;
  const unit = (prices[row * PRICES + SELL] as number) * factor;
  const even = Math.ceil(ordered / Math.ceil(ordered / maxQty) / lot) * lot;
  const each = Math.max(lot, Math.min(even, Math.floor(maxQty / lot) * lot));
  let sold = 0;
  for (let left = ordered; left > 0; left -= each) {
    const quantity = Math.min(each, left);
    if (quantity < minQty || quantity * last < minNotional) continue;
    const value = quantity * unit;
    accounts.cash[index] = (accounts.cash[index] as number) + value - sellFee(fees, value, quantity);
    sold += quantity;
  }
  accounts.held[index] = (accounts.held[index] as number) - sold;
  accounts.traded[index] = sold * unit;
  accounts.fillRatio[index] = 1;
}
