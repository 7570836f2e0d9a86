// What trading costs at the simulated venue: fees and slippage, in parts per billion of the traded value.

import { amount, mulDivExact, price, type Amount, type Price, type Side } from '@tradingbot/domain';

const BILLION = 1_000_000_000;

export interface TradingCosts {
  /** Fee of a fill that took liquidity, in parts per billion of its value; 10 bps are 1_000_000. */
  readonly takerFeePpb: number;
  readonly makerFeePpb: number;
  /** How much worse than the reference price a market order fills, in parts per billion. */
  readonly slippagePpb: number;
  /** Never fill outside the range of the bar, when the range is known. */
  readonly clipToBar: boolean;
}

/** Parts per billion of a number of basis points, which may have up to five decimals. */
export const ppbFromBps = (bps: number): number => Math.round(bps * 100_000);

/** The fee on a traded value, rounded up to the last unit of the asset charged (as Binance does). */
export const feeFor = (value: Amount, ratePpb: number): Amount => amount(mulDivExact(value, ratePpb, BILLION, 'ceil'));

/** `reference` moved against the trader by `ppb`, rounded against the trader to the price scale. */
export function slippedPrice(side: Side, reference: Price, ppb: number): Price {
  if (ppb === 0) return reference;
  return side === 'buy'
    ? price(Number(mulDivExact(reference, BILLION + ppb, BILLION, 'ceil')))
    : price(Math.max(1, Number(mulDivExact(reference, BILLION - ppb, BILLION, 'floor'))));
}
