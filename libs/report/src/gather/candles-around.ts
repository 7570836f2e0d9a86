// The run's own bars around moments that matter, for looking closely where the whole is drawn in longer candles.
// Bounded: what comes after `most` bars is not kept.

import type { CandleColumns } from '../report-data.ts';

export interface CandlesAround {
  /** As of `CandleBuckets`. */
  add(openTime: number, open: number, high: number, low: number, close: number): void;
  /** Something happened now: bars before it and after it are kept. */
  mark(): void;
  columns(): CandleColumns;
}

/** Bars on each side. */
const AROUND = 24;
const WIDTH = 5;
const LAST = (AROUND - 1) * WIDTH;

export function createCandlesAround(step: number, most: number): CandlesAround {
  const ring = new Float64Array(AROUND * WIDTH);
  const kept: number[] = [];
  let seen = 0;
  // Where the bar of that number is in the ring.
  let at = 0;
  // Bars that are still to be kept, and the number of the last one that has been.
  let wanted = 0;
  let keptUntil = 0;

  function keep(number: number): void {
    if (number <= keptUntil || kept.length >= most * WIDTH) return;
    keptUntil = number;
    const from = (number % AROUND) * WIDTH;
    for (let column = 0; column < WIDTH; column++) kept.push(ring[from + column] as number);
  }
  const column = (index: number): number[] => kept.filter((_, at) => at % WIDTH === index);

  return {
    add(openTime, open, high, low, close) {
      seen += 1;
      at = at === LAST ? 0 : at + WIDTH;
      ring[at] = openTime;
      ring[at + 1] = open;
      ring[at + 2] = high;
      ring[at + 3] = low;
      ring[at + 4] = close;
      if (wanted === 0) return;
      wanted -= 1;
      keep(seen);
    },
    mark() {
      for (let number = Math.max(1, seen - AROUND + 1); number <= seen; number++) keep(number);
      wanted = AROUND;
    },
    columns: () => ({
      step,
      time: column(0),
      open: column(1),
      high: column(2),
      low: column(3),
      close: column(4),
    }),
  };
}
