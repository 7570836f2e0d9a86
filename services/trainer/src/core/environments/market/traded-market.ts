// A market made ready to be stepped through: prices of fills, and every rule as a number.

import { WEIGHT_ONE } from '@tradingbot/domain';
import type { AccountTail } from './account-tail.ts';
import { feeSchedule, type FeeSchedule } from './fee-schedule.ts';
import { fillPrices } from './fill-prices.ts';
import type { Market } from './market.ts';
import type { StressSettings } from './market-settings.ts';

/** The prices of a bar stand beside each other, because a step reads them together: its close, */
export const CLOSE = 0;
/** and what a market order pays, or gets, at its open. */
export const BUY = 1;
export const SELL = 2;
/** So many numbers for each bar. */
export const PRICES = 3;

export interface TradedMarket {
  /** Three numbers for each bar: see `CLOSE`, `BUY` and `SELL`. */
  readonly prices: Float64Array;
  readonly features: Float32Array;
  readonly width: number;
  readonly tail: AccountTail;
  /** Units of quantity to one share or coin, and of price to one of the currency. */
  readonly qtyUnit: number;
  readonly priceUnit: number;
  /** Money of one unit of quantity at a price of one: `10^(money scale − price scale − quantity scale)`. */
  readonly factor: number;
  readonly lot: number;
  readonly minQty: number;
  /** Infinity for none. */
  readonly maxQty: number;
  readonly minNotional: number;
  readonly maxOrderNotional: number;
  readonly maxPositionNotional: number;
  /** What one billion costs with the reserve for costs, and 1 ÷ that. */
  readonly withCosts: number;
  readonly withoutCosts: number;
  readonly fees: FeeSchedule;
}

export function tradedMarket(market: Market, stress: StressSettings): TradedMarket {
  const { terms, features, width, tail } = market;
  const { instrument, moneyScale, rules, limits } = terms;
  const factor = 10 ** (moneyScale - instrument.priceScale - instrument.qtyScale);
  const withCosts = WEIGHT_ONE + limits.costReservePpb;
  const noneIfZero = (limit: number): number => (limit > 0 ? limit : Infinity);
  return {
    prices: pricesOf(market, stress.slippageMultiplier),
    features,
    width,
    tail,
    factor,
    qtyUnit: 10 ** instrument.qtyScale,
    priceUnit: 10 ** instrument.priceScale,
    lot: rules.lot,
    minQty: rules.minQty,
    maxQty: noneIfZero(rules.maxQty ?? 0),
    minNotional: Number(rules.minNotional) * factor,
    maxOrderNotional: noneIfZero(Number(limits.maxOrderNotional)),
    maxPositionNotional: noneIfZero(Number(limits.maxPositionNotional)),
    withCosts,
    withoutCosts: 1 / withCosts,
    fees: feeSchedule(terms, stress.feeMultiplier),
  };
}

function pricesOf(market: Market, slippageMultiplier: number): Float64Array {
  const { close } = market;
  const buy = fillPrices(market, 'buy', slippageMultiplier);
  const sell = fillPrices(market, 'sell', slippageMultiplier);
  const prices = new Float64Array(close.length * PRICES);
  for (let row = 0; row < close.length; row++) {
    prices[row * PRICES + CLOSE] = close[row] as number;
    prices[row * PRICES + BUY] = buy[row] as number;
    prices[row * PRICES + SELL] = sell[row] as number;
  }
  return prices;
}
