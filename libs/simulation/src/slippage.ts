// How far from the market a taker trades, in basis points: half the spread, and slippage that grows with the fill.
// Doubles, since they only ever make a price, which is rounded at once.

import type { DynamicSpread, ImpactSettings, SlippageSettings } from './venue-settings.ts';

/** What a fill of whatever size finds at its moment. */
export interface Depth {
  /** Of returns, in bps. */
  readonly sigmaBps: number;
  /** Volume of a bar as it is at this hour, in the base asset; `undefined` before the first bar has closed. */
  readonly liquidity: number | undefined;
  /** In the base asset; 0 where it is not known. */
  readonly averageDailyVolume: number;
}

/** Half the spread, at least what is stated as the least. */
export const halfSpreadBps = (spreadBps: number, minHalfSpreadBps: number): number =>
  Math.max(spreadBps / 2, minHalfSpreadBps);

/**
 * Slippage without the spread: `flat + k·σ·√(size ÷ liquidity) + impact`, at most `maxBps`.
 * @param size of the fill, in the base asset
 */
export function slippageBps(settings: SlippageSettings, depth: Depth, size: number): number {
  const { flatBps, k, eps, impact, maxBps } = settings;
  let bps = flatBps;
  if (k !== 0 && depth.liquidity !== undefined)
    bps += k * depth.sigmaBps * Math.sqrt(size / Math.max(depth.liquidity, eps));
  if (impact !== undefined && depth.averageDailyVolume > 0) bps += impactBps(impact, size / depth.averageDailyVolume);
  return Math.min(bps, maxBps);
}

/**
 * What a share of a day's volume moves the market by.
 * @param share value of the fill over the average daily volume, both at the price of the market
 */
export const impactBps = (impact: ImpactSettings, share: number): number =>
  impact.sqrtCoeff * Math.sqrt(share) +
  impact.linearCoeff * share +
  (impact.powerCoefficient === 0 ? 0 : impact.powerCoefficient * share ** impact.powerExponent);

/** The spread as a bar shows it, before smoothing. `rangeBps` is its high less its low, over its close. */
export const spreadOfBar = ({ alphaBps, betaCoef }: DynamicSpread, rangeBps: number): number =>
  alphaBps + betaCoef * rangeBps;

/** `α·new + (1 − α)·old`; the first one stands as it is. */
export const smoothedSpread = (smoothingAlpha: number, before: number | undefined, now: number): number =>
  before === undefined ? now : smoothingAlpha * now + (1 - smoothingAlpha) * before;
