// Longer bars out of finer ones: open of the first, high and low over all, close of the last, volume together.

import { formatMicros, formatTimeframe, InputError, type Timeframe } from '@tradingbot/domain';
import { CHUNK_CAPACITY, createBarChunk } from '../bar-chunk.ts';
import type { BarChunk, BarPath } from '../bar-series.ts';
import type { BucketGrid } from './bucket-grid.ts';
import { carryOn } from './join-path.ts';

/** How a series of longer bars came about, filled as it is read. */
export interface Resampling {
  readonly symbol: string;
  /** In microseconds. */
  readonly from: number;
  readonly to: number;
  /** Longer bars at the beginning and end of the data that it does not cover: left out. */
  incomplete: number;
  /** Longer bars inside it that are made of fewer finer ones than the calendar expects. */
  withGaps: number;
}

export interface Resampler {
  /** Longer bars that are ready. */
  readonly out: BarChunk;
  /** Takes finer bars from `row` on. @returns the first row that is not taken: `out` is full then, or all are taken */
  take(chunk: BarChunk, row: number): number;
  /** No more comes: says the last one when it is whole. `out` must have room for it. */
  end(): void;
}

/** Prices of a path that are held at a time. */
const PATH_CAPACITY = 1 << 20;

/**
 * A longer bar is ready once a finer bar behind it is seen, or the end. What is missing inside it is not made up: the
 * open of a longer bar whose first finer ones are missing is a price of later in that bar, said at its beginning. That
 * may be in the account's favour or not, and is counted in `withGaps`.
 */
export function createResampler(
  { finer, timeframe, withPath }: { finer: Timeframe; timeframe: Timeframe; withPath: boolean },
  grid: BucketGrid,
  tally: Resampling,
): Resampler {
  const perBar = timeframe / finer;
  const rows = withPath ? Math.max(16, Math.min(CHUNK_CAPACITY, Math.floor(PATH_CAPACITY / perBar))) : CHUNK_CAPACITY;
  const path = withPath ? createPath(rows, finer, perBar) : undefined;
  const out: BarChunk = path === undefined ? createBarChunk(rows) : { ...createBarChunk(rows), path };
  /** The longer bar in the making. */
  let [start, end, needs, firstAt, lastEnd, count] = [NaN, -Infinity, NaN, NaN, NaN, 0];
  let [open, high, low, close, volume] = [0, 0, 0, 0, 0];
  let isFirst = true;

  function take(chunk: BarChunk, from: number): number {
    const { openTime } = chunk;
    for (let row = from; row < chunk.length; row++) {
      const time = openTime[row] as number;
      if (time >= end) {
        if (count > 0) finish(false);
        // A new one may only be begun when there is room for it.
        if (out.length === rows) return row;
        begin(time, chunk, row);
      }
      const top = chunk.high[row] as number;
      const bottom = chunk.low[row] as number;
      if (top > high) high = top;
      if (bottom < low) low = bottom;
      close = chunk.close[row] as number;
      volume += chunk.volume[row] as number;
      count += 1;
      lastEnd = time + finer;
      if (path !== undefined) path.prices[out.length * perBar + Math.round((time - start) / finer)] = close;
    }
    return chunk.length;
  }

  function begin(time: number, chunk: BarChunk, row: number): void {
    if (!grid.find(time)) refuseOdd(tally, time);
    ({ start, end, needs } = grid);
    firstAt = time;
    open = high = chunk.open[row] as number;
    low = open;
    volume = 0;
    path?.prices.fill(NaN, out.length * perBar, (out.length + 1) * perBar);
  }

  function finish(isLast: boolean): void {
    const cut = (isFirst && firstAt !== start) || (isLast && lastEnd < needs);
    isFirst = false;
    if (cut) tally.incomplete += 1;
    else {
      if (count < Math.ceil((needs - start) / finer)) tally.withGaps += 1;
      write(out.length);
      out.length += 1;
    }
    count = 0;
  }

  function write(row: number): void {
    out.openTime[row] = start;
    out.open[row] = open;
    out.high[row] = high;
    out.low[row] = low;
    out.close[row] = close;
    out.volume[row] = volume;
    if (path === undefined) return;
    carryOn(path, row, open);
    path.known[row] = 1;
  }

  return {
    out,
    take,
    end: () => {
      if (count > 0) finish(true);
    },
  };
}

export const createPath = (rows: number, step: Timeframe, perBar: number): BarPath => ({
  step,
  perBar,
  prices: new Float64Array(rows * perBar),
  known: new Uint8Array(rows),
});

function refuseOdd({ symbol, from, to }: Resampling, time: number): never {
  throw new InputError(
    'data.timeframe',
    `the ${formatTimeframe(from)} bar of ${symbol} of ${formatMicros(time)} lies in no ${formatTimeframe(to)} bar`,
    `${formatTimeframe(to)} bars are counted from 1970-01-01, take a length that its time is a multiple of`,
  );
}
