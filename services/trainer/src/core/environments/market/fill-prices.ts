// What a market order pays at each open, worked out once for all bars: costs that are flat hang on nothing else.

import type { Price, Side } from '@tradingbot/domain';
import { ppbFromBps, slippedPrice, type VenueSettings } from '@tradingbot/simulation';
import type { Market } from './market.ts';

/** The price of a taker at the open of each bar, as the venue makes it: moved against the trader, then clipped. */
export function fillPrices(
  { open, high, low, terms: { venue } }: Market,
  side: Side,
  slippageMultiplier: number,
): Float64Array {
  if (venue.strictOpenFill) return open;
  const ppb = ppbFromBps(costBps(venue) * slippageMultiplier);
  return open.map((reference, row) => {
    const slipped = slippedPrice(side, reference as Price, ppb);
    if (!venue.clipToBar || !((high[row] as number) > 0)) return slipped;
    return Math.min(Math.max(slipped, low[row] as number), high[row] as number);
  });
}

function costBps({ slippage }: VenueSettings): number {
  const { defaultSpreadBps, minHalfSpreadBps, flatBps, maxBps } = slippage;
  return Math.max(defaultSpreadBps / 2, minHalfSpreadBps) + Math.min(flatBps, maxBps);
}
