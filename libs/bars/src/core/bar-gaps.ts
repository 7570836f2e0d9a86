// Bars that should be there and are not: found while bars are read, counted, never filled.

import { calendarOf, MICROS_PER_DAY, micros, type CalendarName } from '@tradingbot/domain';
import type { BarChunk } from './bar-series.ts';

/** Missing bars that follow each other, those of market hours alone. */
export interface BarGap {
  /** Open time of the first one that is missing, in microseconds. */
  readonly from: number;
  /** When the last one that is missing would have closed. */
  readonly to: number;
  readonly bars: number;
}

/** The gaps of one series, filled as it is read; when it is read again, they are counted anew. */
export interface BarGaps {
  readonly symbol: string;
  /** The length of the bars that were read, in microseconds: of those in the files, also when longer ones are made. */
  readonly timeframe: number;
  count: number;
  missingBars: number;
  /** The first few. */
  first: BarGap[];
  longest: BarGap | undefined;
}

/** So many gaps are listed. */
const LISTED = 5;

export const noGaps = (symbol: string, timeframe: number): BarGaps => ({
  symbol,
  timeframe,
  count: 0,
  missingBars: 0,
  first: [],
  longest: undefined,
});

export interface GapWatch {
  /** Bars in order, each a length after the one before at least; chunk after chunk. */
  see(bars: BarChunk): void;
}

/**
 * Missing is what the calendar expects between two bars: any bar of a market that never closes, at the exchange every
 * bar that overlaps a regular session. A bar without volume is no gap, and neither is what lies before the first bar
 * or behind the last. Extended hours are thin, so nothing is missed there.
 */
export function createGapWatch(calendarName: CalendarName, gaps: BarGaps): GapWatch {
  const { timeframe } = gaps;
  const calendar = calendarOf(calendarName);
  let previous = NaN;

  function see({ length, openTime }: BarChunk): void {
    if (length === 0) return;
    // In order and a length apart at least: as many as fit between the first and the last are all there are.
    const last = openTime[length - 1] as number;
    const isWhole = last - (openTime[0] as number) === (length - 1) * timeframe;
    for (let row = 0; row < length; row++) {
      if (row === 1 && isWhole) break;
      const time = openTime[row] as number;
      if (time - previous > timeframe) missingBetween(previous + timeframe, time);
      previous = time;
    }
    previous = last;
  }

  function missingBetween(from: number, to: number): void {
    // A day that is counted from a local midnight is an hour longer when clocks change: no bar is missing there.
    const end = timeframe % MICROS_PER_DAY === 0 ? to - timeframe / 2 : to;
    if (calendarName === '24x7') {
      const bars = Math.ceil((end - from) / timeframe);
      if (bars > 0) note({ from, to: from + bars * timeframe, bars });
      return;
    }
    let first = NaN;
    let last = NaN;
    let bars = 0;
    for (let at = from; at < end;) {
      const session = calendar.sessionOverlapping(micros(at), micros(end));
      if (session === undefined) break;
      // The slot that the session opens in, then all until it closes.
      at += Math.max(0, Math.floor((session.open - at) / timeframe)) * timeframe;
      const slots = Math.ceil((Math.min(session.close, end) - at) / timeframe);
      if (Number.isNaN(first)) first = at;
      at += slots * timeframe;
      last = at;
      bars += slots;
    }
    if (bars > 0) note({ from: first, to: last, bars });
  }

  function note(gap: BarGap): void {
    gaps.count += 1;
    gaps.missingBars += gap.bars;
    if (gaps.first.length < LISTED) gaps.first.push(gap);
    if (gap.bars > (gaps.longest?.bars ?? 0)) gaps.longest = gap;
  }

  return { see };
}
