// What a fill costs: price, fee and what the report says of it, as "What a fill costs" and "Fees" of docs/simulation.md.
// Prices come out of doubles, money is counted in big integers.

import type { VenueSettings } from '@tradingbot/simulation';
import type { NaiveBar, Side } from './naive-bar.ts';
import { averageDailyVolume, meanVolume, sigmaBps, spreadBps, type NaiveMarket } from './naive-market.ts';
import { multiplierAt } from './naive-seasonality.ts';

export interface TakerFill {
  readonly side: Side;
  /** `M`, the reference. */
  readonly market: number;
  /** `q`, in units. */
  readonly qty: number;
  /** When: for the hour of the week. */
  readonly time: number;
  /** At the very open of a bar: `f = 0`. */
  readonly atOpen: boolean;
  /** The bar that it happens in, when the venue knows it. */
  readonly knownBar: NaiveBar | undefined;
  readonly limit: number | undefined;
}

export interface TakerPrice {
  readonly price: number;
  /** The price with half the spread alone. */
  readonly spreadPrice: number;
}

export function takerPrice(market: NaiveMarket, settings: VenueSettings, fill: TakerFill): TakerPrice {
  // "With `clip_to_bar.strict_open_fill` a fill at f = 0 has price = M."
  if (settings.strictOpenFill && fill.atOpen) return { price: fill.market, spreadPrice: fill.market };
  const h = Math.max(spreadBps(market, settings, fill.time) / 2, settings.slippage.minHalfSpreadBps);
  const b = slippageBps(market, settings, fill);
  return { price: finish(settings, fill, h + b), spreadPrice: finish(settings, fill, h) };
}

/** Steps 4 and 5. */
function finish(settings: VenueSettings, fill: TakerFill, bps: number): number {
  const { side, market, knownBar, limit } = fill;
  // Brought to a whole number of parts per billion first, so that 5 bps are not 5.000000000000001.
  const ppb = BigInt(Math.round(bps * 100_000));
  let price =
    side === 'buy' ? divideUp(BigInt(market) * (BILLION + ppb)) : divideDown(BigInt(market) * (BILLION - ppb));
  price = Math.max(1, price);
  if (settings.clipToBar && knownBar !== undefined) price = Math.min(knownBar.high, Math.max(knownBar.low, price));
  if (limit !== undefined) price = side === 'buy' ? Math.min(price, limit) : Math.max(price, limit);
  return price;
}

const BILLION = 1_000_000_000n;
const divideUp = (ppb: bigint): number => -divideDown(-ppb);
const divideDown = (ppb: bigint): number => Number((ppb - (((ppb % BILLION) + BILLION) % BILLION)) / BILLION);

/** Step 3: `b = slippage_bps + k·σ·√(q ÷ liquidity) + impact`, at most `slippage.max_bps`. */
function slippageBps(market: NaiveMarket, settings: VenueSettings, fill: TakerFill): number {
  const { flatBps, k, volWindow, liquidityWindow, eps, maxBps, impact } = settings.slippage;
  const quantity = fill.qty / 10 ** market.qtyScale;
  let bps = flatBps;
  const volume = meanVolume(market, liquidityWindow);
  if (volume !== undefined) {
    const liquidity = Math.max(eps, volume * multiplierAt(settings.seasonality, 'liquidity', fill.time));
    bps += k * sigmaBps(market, volWindow) * Math.sqrt(quantity / liquidity);
  }
  const daily = averageDailyVolume(market, settings);
  if (impact !== undefined && daily !== undefined && daily > 0) {
    // Value of the fill ÷ ADV in quote currency: the price stands above and below.
    const p = quantity / daily;
    bps += impact.sqrtCoeff * Math.sqrt(p) + impact.linearCoeff * p;
    bps += impact.powerCoefficient * p ** impact.powerExponent;
  }
  return Math.min(maxBps, bps);
}
