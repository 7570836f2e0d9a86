// How much of a buy the cash pays for.

import { compareExact, qty, type Amount, type Qty } from '@tradingbot/domain';

/**
 * The largest multiple of `lot` up to `wanted` whose cost, fee included, is not more than `cash`; `wanted` itself when
 * the cash is enough for it, on the lot or not.
 * @param costOf what so many units cost; more never cost less
 */
export function affordable(wanted: Qty, lot: Qty, cash: Amount, costOf: (quantity: Qty) => Amount): Qty {
  if (compareExact(costOf(wanted), cash) <= 0) return wanted;
  let enough = 0;
  let tooMany = Math.ceil(wanted / lot);
  while (tooMany - enough > 1) {
    const lots = Math.floor((enough + tooMany) / 2);
    if (compareExact(costOf(qty(lots * lot)), cash) <= 0) enough = lots;
    else tooMany = lots;
  }
  return qty(enough * lot);
}
