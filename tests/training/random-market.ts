// Small random markets: bars, the terms on which they are traded, and what is asked for at each close.

import { moneyScaleOf } from '@tradingbot/contracts';
import type { Instrument } from '@tradingbot/domain';
import type { VenueSettings } from '@tradingbot/simulation';
import { CATALOG, noise, type Row } from '@tradingbot/testing';
import { NO_STRESS, type MarketSettings, type MarketTerms } from '@tradingbot/trainer';
import { drawsFrom, randomLimits, randomRules, randomVenues } from './random-terms.ts';

export interface RandomMarket {
  readonly terms: MarketTerms;
  /** The venue of the terms with the multipliers of `stress` in its rates. */
  readonly stressedVenue: VenueSettings;
  readonly stress: MarketSettings['stress'];
  readonly rows: readonly Row[];
  readonly cash: number;
  /** One for each bar but the last, −1 to 1. */
  readonly actions: Float32Array;
}

const SCALES = [
  { assetClass: 'crypto_spot', priceScale: 2, qtyScale: 5 },
  { assetClass: 'crypto_spot', priceScale: 5, qtyScale: 1 },
  { assetClass: 'crypto_spot', priceScale: 7, qtyScale: 0 },
  { assetClass: 'crypto_spot', priceScale: 4, qtyScale: 6 },
  { assetClass: 'us_equity', priceScale: 4, qtyScale: 0 },
] as const;

export function randomMarket(seed: number): RandomMarket {
  const random = noise(seed * 7919 + 17);
  // The first numbers of neighbouring seeds are alike.
  for (let i = 0; i < 10; i++) random();
  const draws = drawsFrom(random);
  const { one, below } = draws;
  const instrument: Instrument = { ...(CATALOG.instruments[0] as Instrument), ...one(SCALES) };
  const { priceScale, qtyScale } = instrument;
  const moneyScale = moneyScaleOf({ ...CATALOG, instruments: [instrument] });
  const rows = randomBars(random, 10 ** priceScale * one([0.02, 1, 40, 900]), 20 + below(60));
  const cash = one([300, 1_000, 25_000, moneyScale > 8 ? 100_000 : 1_000_000]) * 10 ** moneyScale;
  const stress = { ...NO_STRESS, feeMultiplier: one([1, 1, 2, 3]), slippageMultiplier: one([1, 1, 2, 3]) };
  const { venue, stressedVenue } = randomVenues(draws, instrument, moneyScale, stress);
  const unitValue = (rows[0] as Row).close * 10 ** (moneyScale - priceScale - qtyScale);
  const rules = randomRules(draws, instrument, cash / unitValue);
  const terms = { instrument, moneyScale, rules, venue, index: 0, limits: randomLimits(draws, cash) };
  return { terms, stressedVenue, stress, rows, cash, actions: randomActions(random, rows.length - 1) };
}

/** All in, out, a little more, kept, or anything between. */
function randomActions(random: () => number, length: number): Float32Array {
  let last = -1;
  return Float32Array.from({ length }, () => {
    const kind = random();
    if (kind < 0.2) last = 1;
    else if (kind < 0.35) last = -1;
    else if (kind < 0.55) last = Math.min(1, last + 0.4);
    else if (kind < 0.85) last = 2.4 * random() - 1.2;
    return last;
  });
}

/** A random walk with gaps between bars. */
function randomBars(random: () => number, start: number, length: number): Row[] {
  let last = Math.max(50, Math.round(start));
  let at = 0;
  const size = random() < 0.2 ? 0.5 : 0.05;
  return Array.from({ length }, () => {
    at += random() < 0.1 ? 1 + Math.floor(random() * 20) : 1;
    const move = (by: number): number => Math.max(20, Math.round(last * (1 + (random() - 0.5) * by)));
    const open = (last = move(size / 4));
    const close = (last = move(size));
    const high = Math.max(open, close) + Math.floor(random() * last * 0.01);
    const low = Math.max(1, Math.min(open, close) - Math.floor(random() * last * 0.01));
    return { at, open, high, low, close };
  });
}
