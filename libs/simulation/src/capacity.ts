// How much all fills of one bar may take together: a share of its volume, or of what a day trades.

import { MICROS_PER_DAY, type Timeframe } from '@tradingbot/domain';
import type { CapacitySettings } from './venue-settings.ts';

/** Whether bars have an end at all. */
export const isCapped = ({ maxParticipation, advFraction }: CapacitySettings): boolean =>
  maxParticipation > 0 || advFraction > 0;

/**
 * The room of a bar in the base asset: the smaller of the caps that are set, at least the floor.
 * @param volume of the bar
 * @param averageDailyVolume 0 where it is not known: there is room for the floor alone then
 */
export function roomOfBar(
  { maxParticipation, advFraction, floorBase }: CapacitySettings,
  volume: number,
  averageDailyVolume: number,
  timeframe: Timeframe,
): number {
  const byVolume = maxParticipation > 0 ? maxParticipation * volume : Infinity;
  const byDay = advFraction > 0 ? (advFraction * averageDailyVolume * timeframe) / MICROS_PER_DAY : Infinity;
  return Math.max(Math.min(byVolume, byDay), floorBase);
}
