// What a taker finds in an instrument at an hour: the spread, and the depth that slippage is measured by.

import type { InstrumentIndex, Micros } from '@tradingbot/domain';
import {
  averageDailyVolumeOf,
  hasClosedBars,
  meanVolumeOf,
  sigmaBpsOf,
  type MarketStatistics,
} from './market-statistics.ts';
import { boundedMultiplierAt, multiplierAt } from './seasonality.ts';
import { halfSpreadBps, type Depth } from './slippage.ts';
import type { VenueSettings } from './venue-settings.ts';

/** Where there is neither law nor impact. */
const FLAT: Depth = { sigmaBps: 0, liquidity: undefined, averageDailyVolume: 0 };

export function depthAt(
  settings: VenueSettings,
  statistics: MarketStatistics,
  instrument: InstrumentIndex,
  at: Micros,
): Depth {
  const { slippage, seasonality } = settings;
  const { k, impact, volWindow, liquidityWindow } = slippage;
  if (k === 0 && impact === undefined) return FLAT;
  const hour = seasonality === undefined ? 1 : boundedMultiplierAt(seasonality.liquidity, at, seasonality.interpolate);
  return {
    sigmaBps: k === 0 ? 0 : sigmaBpsOf(statistics, volWindow),
    liquidity: hasClosedBars(statistics) ? meanVolumeOf(statistics, liquidityWindow) * hour : undefined,
    averageDailyVolume: impact === undefined ? 0 : averageDailyVolumeOf(statistics, settings, instrument),
  };
}

/** Half the spread at an hour. A dynamic one is that of the last closed bars, or the default before the first. */
export function halfSpreadAt(settings: VenueSettings, statistics: MarketStatistics, at: Micros): number {
  const { defaultSpreadBps, minHalfSpreadBps, dynamicSpread } = settings.slippage;
  const { seasonality } = settings;
  const hour = seasonality === undefined ? 1 : multiplierAt(seasonality.spread, at, seasonality.interpolate);
  if (dynamicSpread === undefined) return halfSpreadBps(defaultSpreadBps * hour, minHalfSpreadBps);
  const spread = (statistics.spreadBps ?? defaultSpreadBps) * hour;
  const kept = Math.min(Math.max(spread, dynamicSpread.minBps), dynamicSpread.maxBps);
  return halfSpreadBps(kept, minHalfSpreadBps);
}
