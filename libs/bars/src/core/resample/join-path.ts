// The path inside bars from a second file of finer bars: both are read forward, side by side.

import type { BarChunk, BarPath } from '../bar-series.ts';

export interface PathJoin {
  /** Finds the finer bars of `rows` from `row` on. @returns the first row that has to wait for more finer bars */
  join(rows: BarChunk, path: BarPath, row: number): number;
  /** The next finer bars; `undefined` when there are no more. */
  hold(finer: BarChunk | undefined): void;
}

/** @param timeframe of the bars, a multiple of the path's step */
export function createPathJoin(timeframe: number): PathJoin {
  let held: BarChunk | undefined;
  let at = 0;
  let ended = false;
  let begun = -1;

  function join(rows: BarChunk, path: BarPath, from: number): number {
    const { step, perBar, prices, known } = path;
    for (let row = from; row < rows.length; row++) {
      const start = rows.openTime[row] as number;
      const end = start + timeframe;
      if (begun !== row) {
        begun = row;
        prices.fill(NaN, row * perBar, (row + 1) * perBar);
        known[row] = 0;
      }
      for (; held !== undefined && at < held.length; at++) {
        const time = held.openTime[at] as number;
        if (time >= end) break;
        if (time < start || time + step > end) continue;
        // What does not lie on the bar's own grid counts at the next point of it: nothing is known too early.
        prices[row * perBar + Math.ceil((time - start) / step)] = held.close[at] as number;
        known[row] = 1;
      }
      if (!ended && (held === undefined || at === held.length)) return row;
      if (known[row] === 1) carryOn(path, row, rows.open[row] as number);
    }
    begun = -1;
    return rows.length;
  }

  return {
    join,
    hold(finer) {
      held = finer;
      at = 0;
      ended = finer === undefined;
    },
  };
}

/** Where a finer bar is missing the price stays what it was; before the first one it is the open of the bar. */
export function carryOn({ prices, perBar }: BarPath, row: number, open: number): void {
  let last = open;
  for (let at = row * perBar; at < (row + 1) * perBar; at++) {
    const price = prices[at] as number;
    if (Number.isNaN(price)) prices[at] = last;
    else last = price;
  }
}
