// Candles of a run of any length in bounded memory: when there are too many, they become twice as long.

import type { CandleColumns } from '../report-data.ts';

export interface CandleBuckets {
  /** A bar, oldest first; prices in the instrument's units, `openTime` in milliseconds. */
  add(openTime: number, open: number, high: number, low: number, close: number): void;
  columns(): CandleColumns;
}

/**
 * @param step length of a bar in milliseconds
 * @param most candles that are kept
 */
export function createCandleBuckets(step: number, most: number): CandleBuckets {
  const time = new Float64Array(most);
  const open = new Float64Array(most);
  const high = new Float64Array(most);
  const low = new Float64Array(most);
  const close = new Float64Array(most);
  let length = step;
  let count = 0;

  /** Into the candle at `to`, or as a new one behind the last: the first opens, the last closes. */
  function join(to: number, start: number, o: number, h: number, l: number, c: number): void {
    if (to < count) {
      if (h > (high[to] as number)) high[to] = h;
      if (l < (low[to] as number)) low[to] = l;
      close[to] = c;
      return;
    }
    time[to] = start;
    open[to] = o;
    high[to] = h;
    low[to] = l;
    close[to] = c;
  }

  function lengthen(): void {
    length *= 2;
    const before = count;
    count = 0;
    for (let i = 0; i < before; i++) {
      const start = Math.floor((time[i] as number) / length) * length;
      const to = count > 0 && time[count - 1] === start ? count - 1 : count;
      join(to, start, open[i] as number, high[i] as number, low[i] as number, close[i] as number);
      count = to + 1;
    }
  }

  const isInLast = (openTime: number): boolean => openTime < (time[count - 1] as number) + length;

  return {
    add(openTime, o, h, l, c) {
      // Where bars are far apart, joining once may join none.
      while (count === most && !isInLast(openTime)) lengthen();
      if (count > 0 && isInLast(openTime)) return join(count - 1, openTime, o, h, l, c);
      join(count, length === step ? openTime : Math.floor(openTime / length) * length, o, h, l, c);
      count += 1;
    },
    columns: () => ({
      step: length,
      time: [...time.subarray(0, count)],
      open: [...open.subarray(0, count)],
      high: [...high.subarray(0, count)],
      low: [...low.subarray(0, count)],
      close: [...close.subarray(0, count)],
    }),
  };
}
