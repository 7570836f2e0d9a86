// What makes one formula fit bars of every length: how long a bar is, and how far a market usually moves in that time.

import type { AssetClass } from '@tradingbot/domain';

export interface MarketScale {
  readonly hoursPerBar: number;
  /** Bars in a year of this market, by which volatility becomes annual. */
  readonly barsPerYear: number;
}

const HOURS_PER_DAY = 24;
/** New York's regular session, on 252 days a year; a night that is traded is not counted. */
const SESSION_HOURS = 6.5;
const SESSIONS_PER_YEAR = 252;

export function marketScale(assetClass: AssetClass, hoursPerBar: number): MarketScale {
  return { hoursPerBar, barsPerYear: hoursPerYear(assetClass, hoursPerBar) / hoursPerBar };
}

/** A daily bar of shares stands for a whole session, whatever its hours. */
function hoursPerYear(assetClass: AssetClass, hoursPerBar: number): number {
  if (assetClass === 'crypto_spot') return 365 * HOURS_PER_DAY;
  return SESSIONS_PER_YEAR * (hoursPerBar < HOURS_PER_DAY ? SESSION_HOURS : HOURS_PER_DAY);
}

/**
 * The return that counts as one: 1 % in four hours, and as the square root of time otherwise, as in a random walk.
 * That is 47 % a year for a market that never closes.
 */
export function usualMove(hours: number): number {
  return 0.01 * Math.sqrt(hours / 4);
}
