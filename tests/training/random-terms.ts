// Random terms of trading: what a venue charges and demands, and what risk allows.

import { amount, micros, price, qty, type Amount, type Instrument, type TradingRules } from '@tradingbot/domain';
import { plainVenue, type VenueSettings } from '@tradingbot/simulation';
import type { MarketLimits, StressSettings } from '@tradingbot/trainer';

/** Ways to draw from random numbers in [0, 1). */
export interface Draws {
  readonly below: (limit: number) => number;
  readonly one: <T>(items: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
}

export function drawsFrom(random: () => number): Draws {
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    below,
    one: (items) => items[below(items.length)] as never,
    chance: (probability) => random() < probability,
  };
}

/** A venue with flat costs, and the same one with its costs multiplied. */
export function randomVenues(
  draws: Draws,
  instrument: Instrument,
  moneyScale: number,
  { feeMultiplier, slippageMultiplier }: StressSettings,
): { readonly venue: VenueSettings; readonly stressedVenue: VenueSettings } {
  const { below, one, chance } = draws;
  const bps = { taker: below(60), half: one([0, below(40)]), slippage: one([0, below(40)]), leastHalf: one([0, 0, 3]) };
  const fees = randomFees(draws, instrument, moneyScale);
  const intrabar = one(['open', 'linear', 'ohlc', 'bridge', 'reference'] as const);
  const [clip, strictOpenFill] = [chance(0.3), chance(0.15)];
  const venueOf = (byFees: number, bySlips: number): VenueSettings => {
    const plain = plainVenue(1, { takerBps: bps.taker * byFees, slippageBps: bps.slippage * bySlips, clip });
    const spread = { defaultSpreadBps: 2 * bps.half * bySlips, minHalfSpreadBps: bps.leastHalf * bySlips };
    return {
      ...plain,
      intrabar,
      strictOpenFill,
      slippage: { ...plain.slippage, ...spread },
      fees: { ...plain.fees, ...fees },
    };
  };
  return { venue: venueOf(1, 1), stressedVenue: venueOf(feeMultiplier, slippageMultiplier) };
}

function randomFees({ one, chance }: Draws, { assetClass }: Instrument, moneyScale: number) {
  const money = (text: number): Amount => amount(Math.round(text * 10 ** moneyScale));
  return {
    rounding: one(['up', 'nearest', 'down'] as const),
    steps: [one(['', '', '0.01', '0.0001', '0.5'])],
    minimum: money(one([0, 0, 0, 1])),
    maximum: money(one([0, 0, 0, 5])),
    regulatory:
      assetClass === 'us_equity' && chance(0.7)
        ? { secPpb: 27_800, tafPerShare: money(0.000166), tafMaximum: money(8.3) }
        : undefined,
  };
}

/** @param units what the account could buy */
export function randomRules({ one, chance }: Draws, { priceScale, qtyScale }: Instrument, units: number): TradingRules {
  const lot = qty(one([1, 1, 7, 10 ** qtyScale]));
  return {
    from: micros(0),
    tick: price(1),
    lot,
    minQty: qty(lot * one([1, 1, 5])),
    minNotional: one([0, 10, 100]) * 10 ** (priceScale + qtyScale),
    // A third of the account at most, so that what was bought in parts is sold in parts.
    ...(chance(0.2) ? { maxQty: qty(lot * Math.max(1, Math.floor(units / 3 / lot))) } : {}),
  };
}

export const randomLimits = ({ one, chance }: Draws, cash: number): MarketLimits => ({
  // Often too little, so that fills run out of cash.
  costReservePpb: one([0, 1_000_000, 20_000_000]),
  maxOrderNotional: amount(chance(0.1) ? Math.floor(cash / 2) : 0),
  maxPositionNotional: amount(chance(0.1) ? Math.floor(cash / 1.5) : 0),
});
