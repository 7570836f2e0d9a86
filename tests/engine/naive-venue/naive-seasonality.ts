// The multipliers of the 168 hours of a week: "Seasonality" of docs/simulation.md, by a calendar that counts days.

import type { SeasonalitySettings } from '@tradingbot/simulation';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

/** 0 is Monday 00:00 UTC; 1970-01-01 was a Thursday, the fourth day of its week. */
export function hourOfWeek(time: number): number {
  const days = Math.floor(time / DAY);
  const weekday = (((days + 3) % 7) + 7) % 7;
  const hour = Math.floor((time - days * DAY) / HOUR);
  return weekday * 24 + hour;
}

export function multiplierAt(
  seasonality: SeasonalitySettings | undefined,
  which: 'liquidity' | 'spread' | 'latency',
  time: number,
): number {
  const list = seasonality?.[which] ?? [];
  if (seasonality === undefined || list.length === 0) return 1;
  const index = hourOfWeek(time);
  const here = kept(which, list[index] as number);
  if (!seasonality.interpolate) return here;
  const next = kept(which, list[(index + 1) % 168] as number);
  const past = (time - Math.floor(time / HOUR) * HOUR) / HOUR;
  return here + (next - here) * past;
}

/** "Liquidity and latency are kept within 0.1 and 10." */
function kept(which: 'liquidity' | 'spread' | 'latency', multiplier: number): number {
  return which === 'spread' ? multiplier : Math.min(10, Math.max(0.1, multiplier));
}
