// Columns for bars: made once by a reader or generator and filled again and again.

import type { BarChunk } from './bar-series.ts';

/** Rows of a chunk: large enough that the work between chunks does not count, small enough for many series at once. */
export const CHUNK_CAPACITY = 16_384;

/** The columns of a chunk, in the order in which they are stored. */
export const BAR_COLUMN_NAMES = ['openTime', 'open', 'high', 'low', 'close', 'volume'] as const;
export type BarColumnName = (typeof BAR_COLUMN_NAMES)[number];

/** An empty chunk for up to `capacity` bars; the length of its columns says how many it can hold. */
export function createBarChunk(capacity: number = CHUNK_CAPACITY): BarChunk {
  return {
    length: 0,
    openTime: new Float64Array(capacity),
    open: new Float64Array(capacity),
    high: new Float64Array(capacity),
    low: new Float64Array(capacity),
    close: new Float64Array(capacity),
    volume: new Float64Array(capacity),
  };
}

/** Bars on their way in from a file: beside each one, the line or row of the file where it stands, from 1. */
export interface PlacedBars extends BarChunk {
  readonly place: Float64Array;
}

/** An empty `PlacedBars` for up to `capacity` bars. */
export function createPlacedBars(capacity: number = CHUNK_CAPACITY): PlacedBars {
  return { ...createBarChunk(capacity), place: new Float64Array(capacity) };
}

/** Names a place of a file for a sentence: `bars.csv:17`, `bars.parquet row 17`. */
export type PlaceName = (place: number) => string;

/** Drops the bars that `keep` does not want, in place. */
export function keepBars(bars: PlacedBars, keep: (row: number) => boolean): void {
  let kept = 0;
  for (let row = 0; row < bars.length; row++) {
    if (!keep(row)) continue;
    if (kept !== row) moveBar(bars, row, kept);
    kept += 1;
  }
  bars.length = kept;
}

function moveBar(bars: PlacedBars, from: number, to: number): void {
  bars.openTime[to] = bars.openTime[from] as number;
  bars.open[to] = bars.open[from] as number;
  bars.high[to] = bars.high[from] as number;
  bars.low[to] = bars.low[from] as number;
  bars.close[to] = bars.close[from] as number;
  bars.volume[to] = bars.volume[from] as number;
  bars.place[to] = bars.place[from] as number;
}
