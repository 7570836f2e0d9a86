// What the venue has seen of one instrument, and the figures that it takes from it: volatility, liquidity, spread, ADV.
// Everything is computed anew from the list of closed bars each time it is asked for.

import type { LatencySettings, VenueSettings } from '@tradingbot/simulation';
import type { NaiveBar } from './naive-bar.ts';
import { multiplierAt } from './naive-seasonality.ts';

export interface NaiveRules {
  readonly tick: number;
  readonly lot: number;
  readonly minQty: number;
  readonly maxQty: number;
  readonly minNotional: bigint;
  readonly bandDown: number;
  readonly bandUp: number;
}

export interface NaiveMarket {
  readonly instrument: number;
  readonly priceScale: number;
  readonly qtyScale: number;
  readonly base: string;
  rules: NaiveRules;
  /** Oldest first. */
  readonly closed: NaiveBar[];
  running: NaiveBar | undefined;
  /** What fills have taken of the running bar's room, in units. */
  taken: number;
}

const DAY = 86_400_000_000;

export const lastClose = (market: NaiveMarket): number => market.closed.at(-1)?.close ?? 0;

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The sample deviation (÷ n − 1); 0 before there are two. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = average(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Simple returns close to close, oldest first. */
function returnsOf(closed: readonly NaiveBar[]): number[] {
  return closed.slice(1).map((bar, index) => bar.close / (closed[index] as NaiveBar).close - 1);
}

/** `σ`: of the last `vol_window` returns, in bps. */
export function sigmaBps(market: NaiveMarket, window: number): number {
  return deviation(returnsOf(market.closed).slice(-window)) * 10_000;
}

/** `liquidity` before its multiplier, in the base asset: the mean volume of the last bars; `undefined` before the first. */
export function meanVolume(market: NaiveMarket, window: number): number | undefined {
  const volumes = market.closed.slice(-window).map((bar) => bar.volume);
  return volumes.length === 0 ? undefined : average(volumes);
}

/** `z`: of the last absolute return among the last `vol_window`. */
export function zScore(market: NaiveMarket, latency: LatencySettings): number {
  const sizes = returnsOf(market.closed).slice(-latency.volWindow).map(Math.abs);
  const spread = deviation(sizes);
  if (spread === 0) return 0;
  return ((sizes.at(-1) as number) - average(sizes)) / spread;
}

/** `spread` in bps at `time`. */
export function spreadBps(market: NaiveMarket, settings: VenueSettings, time: number): number {
  const multiplier = multiplierAt(settings.seasonality, 'spread', time);
  // Before the first closed bar there is no range: the stated spread stands in for it.
  const { dynamicSpread, defaultSpreadBps } = settings.slippage;
  if (dynamicSpread === undefined) return defaultSpreadBps * multiplier;
  let spread: number | undefined;
  for (const bar of market.closed) {
    const rangeBps = ((bar.high - bar.low) / bar.close) * 10_000;
    const fresh = dynamicSpread.alphaBps + dynamicSpread.betaCoef * rangeBps;
    const share = dynamicSpread.smoothingAlpha;
    spread = spread === undefined ? fresh : share * fresh + (1 - share) * spread;
  }
  const scaled = (spread ?? defaultSpreadBps) * multiplier;
  return Math.min(dynamicSpread.maxBps, Math.max(dynamicSpread.minBps, scaled));
}

/** `ADV` in the base asset: stated, or the mean over the last window; `undefined` before the first closed bar. */
export function averageDailyVolume(market: NaiveMarket, settings: VenueSettings): number | undefined {
  const stated = settings.capacity.advBase[market.instrument] ?? 0;
  if (stated > 0) return stated;
  const last = market.closed.at(-1);
  if (last === undefined) return undefined;
  const bars = market.closed.slice(-Math.round((settings.capacity.advWindowDays * DAY) / last.length));
  const volume = bars.reduce((sum, bar) => sum + bar.volume, 0);
  return volume / ((bars.length * last.length) / DAY);
}

/** What is left of the room of `bar` for fills, in units, not yet cut to the lot; `Infinity` without a cap ("Capacity"). */
export function roomLeft(market: NaiveMarket, settings: VenueSettings, bar: NaiveBar): number {
  const { maxParticipation, advFraction, floorBase } = settings.capacity;
  const caps: number[] = [];
  // A bar that is not known is taken for one like the bar before it.
  const volume = bar.known ? bar.volume : (market.closed.at(-1)?.volume ?? 0);
  if (maxParticipation > 0) caps.push(maxParticipation * volume);
  if (advFraction > 0) caps.push((advFraction * (averageDailyVolume(market, settings) ?? 0)) / (DAY / bar.length));
  if (caps.length === 0) return Infinity;
  const room = Math.max(floorBase, Math.min(...caps));
  return Math.floor(room * 10 ** market.qtyScale) - market.taken;
}
