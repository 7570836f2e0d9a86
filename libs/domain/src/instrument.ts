// What can be traded, and the rules its venue sets for order prices and sizes.
// The scale is constant within a journal; tick, lot and minimum notional are rules in force from a time on.

import type { Brand } from './brand.ts';
import { mulDivExact, mulExact, type Exact } from './exact.ts';
import type { Micros } from './micros.ts';

/** A price as an integer: `price × 10^priceScale` of its instrument, in the quote asset. */
export type Price = Brand<number, 'Price'>;
/** A quantity as an integer: `quantity × 10^qtyScale` of its instrument, in the base asset. */
export type Qty = Brand<number, 'Qty'>;
/** An amount of one asset as an integer at that asset's scale; bigint beyond 2^53. */
export type Amount = Brand<Exact, 'Amount'>;
/** A share of equity as an integer in parts per billion; 1_000_000_000 is the whole. */
export type Weight = Brand<number, 'Weight'>;
/** A venue's own name of an instrument: "BTCUSDT", "SPY". */
export type MarketSymbol = Brand<string, 'MarketSymbol'>;
/** The position of an instrument in its journal's manifest. */
export type InstrumentIndex = Brand<number, 'InstrumentIndex'>;

export type Side = 'buy' | 'sell';
export type AssetClass = 'crypto_spot' | 'us_equity';
export type CalendarName = '24x7' | 'NYSE';

export const WEIGHT_ONE = 1_000_000_000;
/** Money is kept to at least this many decimals. */
export const MIN_ASSET_SCALE = 8;

export interface Instrument {
  readonly symbol: MarketSymbol;
  readonly venue: string;
  readonly assetClass: AssetClass;
  readonly base: string;
  readonly quote: string;
  readonly priceScale: number;
  readonly qtyScale: number;
  readonly calendar: CalendarName;
}

/** A venue's rules for order prices and sizes, in force from `from` until the next set. */
export interface TradingRules {
  readonly from: Micros;
  /** Order prices are a multiple of this. Trade prices need not be. */
  readonly tick: Price;
  /** Order quantities are a multiple of this. */
  readonly lot: Qty;
  readonly minQty: Qty;
  /** The largest quantity of one order; left out for none. */
  readonly maxQty?: Qty;
  /** An order's price must lie between these multiples of the last price; left out for no band. */
  readonly band?: { readonly down: number; readonly up: number };
  /** The least price × quantity of an order, at scale `priceScale + qtyScale`. */
  readonly minNotional: Exact;
}

export const price = (value: number): Price => value as Price;
export const qty = (value: number): Qty => value as Qty;
export const amount = (value: Exact): Amount => value as Amount;
export const weight = (value: number): Weight => value as Weight;
export const marketSymbol = (value: string): MarketSymbol => value as MarketSymbol;
export const instrumentIndex = (value: number): InstrumentIndex => value as InstrumentIndex;

/** `price × quantity`, exact, at scale `priceScale + qtyScale`. */
export const notional = (p: Price, q: Qty): Exact => mulExact(p, q);

/** `quantity` cut to a multiple of `lot`, towards zero for either sign: orders are never enlarged. */
export const floorToLot = (quantity: number, lot: Qty): Qty => (quantity - (quantity % lot)) as Qty;

/** A limit price on the tick, never more aggressive than asked: a buy goes down, a sell up. */
export function quantizeLimitPrice(side: Side, limit: Price, tick: Price): Price {
  const rest = limit % tick;
  if (rest === 0) return limit;
  return price(side === 'buy' ? limit - rest : limit - rest + tick);
}

/** The scale of a quote asset: fine enough for every `price × quantity` booked in it. */
export function assetScale(instruments: readonly Instrument[], asset: string): number {
  let scale = MIN_ASSET_SCALE;
  for (const i of instruments) {
    if (i.quote === asset) scale = Math.max(scale, i.priceScale + i.qtyScale);
    if (i.base === asset) scale = Math.max(scale, i.qtyScale);
  }
  return scale;
}

/** `value × numerator ÷ denominator` with named rounding: a fee of 10 bps is `shareOf(value, 10, 10_000, 'ceil')`. */
export function shareOf(value: Amount, numerator: number, denominator: number, rounding: 'floor' | 'ceil'): Amount {
  return amount(mulDivExact(value, numerator, denominator, rounding));
}
