// What the venue remembers of the closed bars of one instrument: returns, volumes, the spread that they show.
// Only what the settings ask for is kept; where they ask for nothing, a bar costs one comparison.

import type { Payload } from '@tradingbot/contracts';
import { MICROS_PER_DAY, type InstrumentIndex } from '@tradingbot/domain';
import { deviationOfLast, emptyRing, meanOfLast, push, zScoreOfNewestSize, type Ring } from './ring.ts';
import { smoothedSpread, spreadOfBar } from './slippage.ts';
import type { VenueSettings } from './venue-settings.ts';

const BPS = 10_000;

export interface MarketStatistics {
  /** Simple returns, close to close. */
  readonly returns: Ring;
  /** Volumes in the base asset: of the bars that liquidity is the mean of, and of the days of the average daily one. */
  readonly volumes: Ring;
  readonly dailyVolumes: Ring;
  /** The sum of `dailyVolumes`. */
  dailySum: number;
  barsOfDay: number;
  spreadBps: number | undefined;
}

/** How many numbers of each kind are kept; 0 for none. */
export interface StatisticsPlan {
  readonly returns: number;
  readonly volumes: number;
  readonly volumeDays: number;
  /** Whether anything at all is. */
  readonly any: boolean;
}

export function statisticsPlan({ slippage, capacity, latency }: VenueSettings): StatisticsPlan {
  const law = slippage.k !== 0;
  const returns = Math.max(
    law ? slippage.volWindow : 0,
    latency !== undefined && latency.volatilityGamma !== 0 ? latency.volWindow : 0,
  );
  const volumes = law ? slippage.liquidityWindow : 0;
  const volumeDays = slippage.impact !== undefined || capacity.advFraction > 0 ? capacity.advWindowDays : 0;
  return {
    returns,
    volumes,
    volumeDays,
    any: returns > 0 || volumes > 0 || volumeDays > 0 || slippage.dynamicSpread !== undefined,
  };
}

export const noStatistics = (): MarketStatistics => ({
  returns: emptyRing(),
  volumes: emptyRing(),
  dailyVolumes: emptyRing(),
  dailySum: 0,
  barsOfDay: 0,
  spreadBps: undefined,
});

/** Takes in a closed bar. `lastClose` is that of the bar before, 0 for none. */
export function takeBar(
  statistics: MarketStatistics,
  settings: VenueSettings,
  plan: StatisticsPlan,
  bar: Payload<'md.bar'>,
  lastClose: number,
): void {
  if (plan.returns > 0 && lastClose > 0) push(statistics.returns, plan.returns, bar.close / lastClose - 1);
  if (plan.volumes > 0) push(statistics.volumes, plan.volumes, bar.volume);
  if (plan.volumeDays > 0) takeDailyVolume(statistics, plan.volumeDays, bar);
  const { dynamicSpread } = settings.slippage;
  if (dynamicSpread === undefined) return;
  const shown = spreadOfBar(dynamicSpread, ((bar.high - bar.low) / bar.close) * BPS);
  statistics.spreadBps = smoothedSpread(dynamicSpread.smoothingAlpha, statistics.spreadBps, shown);
}

function takeDailyVolume(statistics: MarketStatistics, days: number, { timeframe, volume }: Payload<'md.bar'>): void {
  const { dailyVolumes } = statistics;
  statistics.barsOfDay = MICROS_PER_DAY / timeframe;
  const capacity = Math.max(1, Math.round(days * statistics.barsOfDay));
  statistics.dailySum += volume - push(dailyVolumes, capacity, volume);
  // Summed anew once per round, so that what rounding leaves behind never grows.
  if (dailyVolumes.next === 0 && dailyVolumes.values.length === capacity)
    statistics.dailySum = meanOfLast(dailyVolumes, capacity) * capacity;
}

/** The sample deviation of the last returns, in bps. */
export const sigmaBpsOf = ({ returns }: MarketStatistics, window: number): number =>
  deviationOfLast(returns, window) * BPS;

/** Whether a bar has closed since volumes are kept. */
export const hasClosedBars = ({ volumes }: MarketStatistics): boolean => volumes.values.length > 0;

/** The mean volume of the last closed bars; 0 before the first. */
export const meanVolumeOf = ({ volumes }: MarketStatistics, window: number): number => meanOfLast(volumes, window);

/** How unlike those before it the last absolute return is. */
export const volatilityScoreOf = ({ returns }: MarketStatistics, window: number): number =>
  zScoreOfNewestSize(returns, window);

/**
 * The average daily volume in the base asset: what is stated for the instrument, else the mean volume of the bars of the
 * last days times the bars of a day; 0 before the first bar. A day has 24 hours of bars, also where an exchange is open
 * for fewer: for its stocks it comes out larger than a session's volume (in the account's favour).
 */
export function averageDailyVolumeOf(
  { dailyVolumes, dailySum, barsOfDay }: MarketStatistics,
  settings: VenueSettings,
  instrument: InstrumentIndex,
): number {
  const stated = settings.capacity.advBase[instrument] ?? 0;
  if (stated > 0) return stated;
  const count = dailyVolumes.values.length;
  return count === 0 ? 0 : (dailySum / count) * barsOfDay;
}

/** What a split makes of the volumes counted in shares of before. Returns and spreads are ratios, and stay. */
export function splitVolumes(statistics: MarketStatistics, ratio: number): void {
  const { volumes, dailyVolumes } = statistics;
  for (let i = 0; i < volumes.values.length; i++) volumes.values[i] = (volumes.values[i] as number) * ratio;
  for (let i = 0; i < dailyVolumes.values.length; i++)
    dailyVolumes.values[i] = (dailyVolumes.values[i] as number) * ratio;
  statistics.dailySum *= ratio;
}
