// Series that count what is read of them.

import type { BarSeries } from '@tradingbot/bars';

export interface SeenBars {
  readonly series: BarSeries;
  bars: number;
  /** When the first and the last one open, in microseconds. */
  first: number;
  last: number;
}

/** The same series, and what will have been read of each. */
export function watchedSeries(series: readonly BarSeries[]): { series: BarSeries[]; seen: SeenBars[] } {
  const seen = series.map((one): SeenBars => ({ series: one, bars: 0, first: Infinity, last: -Infinity }));
  return { series: seen.map(watched), seen };
}

const watched = (seen: SeenBars): BarSeries => ({
  ...seen.series,
  async *chunks() {
    for await (const chunk of seen.series.chunks()) {
      const { length, openTime } = chunk;
      if (length > 0) {
        seen.bars += length;
        seen.first = Math.min(seen.first, openTime[0] as number);
        seen.last = openTime[length - 1] as number;
      }
      yield chunk;
    }
  },
});
