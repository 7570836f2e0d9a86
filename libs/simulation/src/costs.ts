// A taker's price: the market moved against the trader by half the spread and by slippage, within the bar and the limit.
// Basis points are brought to whole parts per billion first, so that a price meets no noise of doubles.

import { mulDivExact, price, type Price, type Side } from '@tradingbot/domain';

const BILLION = 1_000_000_000;

/** Parts per billion of a number of basis points, which may have up to five decimals. */
export const ppbFromBps = (bps: number): number => Math.round(bps * 100_000);

/** `reference` moved against the trader by `ppb`, rounded against the trader to the price scale. */
export function slippedPrice(side: Side, reference: Price, ppb: number): Price {
  if (ppb === 0) return reference;
  return side === 'buy'
    ? price(Number(mulDivExact(reference, BILLION + ppb, BILLION, 'ceil')))
    : price(Math.max(1, Number(mulDivExact(reference, BILLION - ppb, BILLION, 'floor'))));
}

/** What a taker's price may not go beyond. */
export interface PriceBounds {
  /** The range of the bar; both 0 where it is not known, or does not bind. */
  readonly low: Price;
  readonly high: Price;
  /** 0 for none. */
  readonly limit: Price;
}

/** What a taker pays or gets who meets the market at `reference`, `bps` away from it. */
export function takerPrice(side: Side, reference: Price, bps: number, { low, high, limit }: PriceBounds): Price {
  let at = slippedPrice(side, reference, ppbFromBps(bps));
  if (high > 0) at = price(Math.min(Math.max(at, low), high));
  if (limit === 0) return at;
  return side === 'buy' ? price(Math.min(at, limit)) : price(Math.max(at, limit));
}
