// Which bars an episode runs over.

import { nextFloat, type Random } from '@tradingbot/core';
import type { EpisodeSettings } from './market-settings.ts';
import type { BarRange } from './market.ts';

export interface Windows {
  /** The market of each episode, the close that it begins at, and its last close. */
  readonly market: Int32Array;
  readonly row: Int32Array;
  readonly end: Int32Array;
}

/** Draws a market by how many bars it has, and in it a first close, every one that leaves room as likely as the other. */
export function beginWindow(
  ranges: readonly BarRange[],
  { bars, start }: EpisodeSettings,
  windows: Windows,
  index: number,
  random: Random,
): void {
  const market = start === 'first' ? index % ranges.length : drawMarket(ranges, random);
  const { from, to } = ranges[market] as BarRange;
  const longest = to - 1 - from;
  const steps = bars === null ? longest : Math.min(bars, longest);
  const offset = start === 'first' ? 0 : Math.floor(nextFloat(random) * (longest - steps + 1));
  windows.market[index] = market;
  windows.row[index] = from + offset;
  windows.end[index] = from + offset + steps;
}

function drawMarket(ranges: readonly BarRange[], random: Random): number {
  if (ranges.length === 1) return 0;
  const total = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  let left = nextFloat(random) * total;
  for (let market = 0; market < ranges.length - 1; market++) {
    const { from, to } = ranges[market] as BarRange;
    left -= to - from;
    if (left < 0) return market;
  }
  return ranges.length - 1;
}
