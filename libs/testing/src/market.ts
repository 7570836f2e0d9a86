// Small markets for engine tests: bars as rows, turned into the columns that the timeline plays.

import type { BarChunk, BarSeries } from '@tradingbot/bars';
import type { InstrumentIndex } from '@tradingbot/domain';
import { BTC } from './catalog.ts';
import { hour, HOUR } from './events.ts';

/** A bar in scaled integers; it opens at `hour(at)`. */
export interface Row {
  readonly at: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** An hourly series of one instrument, in chunks of `chunkSize` rows whose arrays are reused as a reader may do. */
export function seriesOf(rows: readonly Row[], instrument: InstrumentIndex = BTC, chunkSize = 7): BarSeries {
  return {
    instrument,
    timeframe: HOUR,
    async *chunks() {
      const column = (): Float64Array => new Float64Array(chunkSize);
      const chunk: BarChunk = {
        length: 0,
        openTime: column(),
        open: column(),
        high: column(),
        low: column(),
        close: column(),
        volume: column(),
      };
      for (let start = 0; start < rows.length; start += chunkSize) {
        const part = rows.slice(start, start + chunkSize);
        part.forEach((row, i) => {
          chunk.openTime[i] = hour(row.at);
          chunk.open[i] = row.open;
          chunk.high[i] = row.high;
          chunk.low[i] = row.low;
          chunk.close[i] = row.close;
          chunk.volume[i] = 1;
        });
        chunk.length = part.length;
        yield await Promise.resolve(chunk);
      }
    },
  };
}

/** Deterministic 32-bit noise in [0, 1) for tests and benchmarks (xorshift32). */
export function noise(seed: number): () => number {
  let s = (seed | 0) === 0 ? 1 : seed | 0;
  return () => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return (s >>> 0) / 4294967296;
  };
}

/** A random walk with gaps between bars, `length` bars long, some hours missing. */
export function randomRows(seed: number, length: number, start = 10_000): Row[] {
  const random = noise(seed);
  let price = start;
  let at = 0;
  return Array.from({ length }, () => {
    at += random() < 0.1 ? 1 + Math.floor(random() * 20) : 1;
    const move = (size: number): number => Math.max(100, Math.round(price * (1 + (random() - 0.5) * size)));
    const open = (price = move(0.01));
    const close = (price = move(0.04));
    const high = Math.max(open, close) + Math.floor(random() * price * 0.01);
    const low = Math.max(1, Math.min(open, close) - Math.floor(random() * price * 0.01));
    return { at, open, high, low, close };
  });
}
