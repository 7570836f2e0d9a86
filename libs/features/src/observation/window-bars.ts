// How many bars a window is: hours are hours of bars, so a night without trading does not count.

import { MICROS_PER_HOUR, parseTimeframe } from '@tradingbot/domain';
import type { Window } from './feature.ts';

/** Bars of a window, or why it cannot be one of such bars. */
export type WindowBars = number | string;

/** A window is as many whole bars as come next to it; one that would be further off is none. */
const MOST_OFF = 0.1;

export function barsOf(window: Window, timeframe: string): WindowBars {
  if ('bars' in window) return window.bars;
  const exact = window.hours / hoursOf(timeframe);
  const bars = Math.round(exact);
  if (bars < window.leastBars || exact < window.leastBars * (1 - MOST_OFF)) {
    return `${window.hours} h are ${shown(exact)} bars of ${timeframe}, fewer than ${window.leastBars}`;
  }
  if (Math.abs(bars - exact) > MOST_OFF * exact) {
    return `${window.hours} h are ${shown(exact)} bars of ${timeframe}, next to no whole number`;
  }
  return bars;
}

/** @throws RangeError when `timeframe` is no length of a bar */
export function hoursOf(timeframe: string): number {
  const length = parseTimeframe(timeframe);
  if (length === undefined) throw new RangeError(`"${timeframe}" is no length of a bar.`);
  return length / MICROS_PER_HOUR;
}

const shown = (bars: number): string => String(Math.round(bars * 100) / 100);
