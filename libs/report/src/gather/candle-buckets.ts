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

  /** Of candles on the same grid, or joined into longer ones: the first opens, the last closes. */
  function join(to: number, start: number, o: number, h: number, l: number, c: number): void {
    if (to < count && time[to] === start) {
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

  return {
    add(openTime, o, h, l, c) {
      let start = length === step ? openTime : Math.floor(openTime / length) * length;
      if (count > 0 && time[count - 1] === start) return join(count - 1, start, o, h, l, c);
      while (count === most) {
        lengthen();
        start = Math.floor(openTime / length) * length;
      }
      const to = count > 0 && time[count - 1] === start ? count - 1 : count;
      join(to, start, o, h, l, c);
      count = to + 1;
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
