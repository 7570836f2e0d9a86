// A random market made once, outside the clock, and played again and again further on in time:
// the benchmark measures the engine, not the making of data. Prices stay near 100, so that cash never runs out.

import type { BarChunk, BarSeries } from '@tradingbot/bars';
import { instrumentIndex, timeframe } from '@tradingbot/domain';

const MINUTE = timeframe(60_000_000);
const START = 1_609_459_200_000_000;
const CHUNK = 16_384;

/** `bars` one-minute bars of instrument `index`, in reused chunks. */
export function marketBlock(index: number, bars: number): BarSeries {
  const block = randomWalk(index + 1, Math.min(bars, CHUNK * 4));
  return {
    instrument: instrumentIndex(index),
    timeframe: MINUTE,
    async *chunks() {
      const openTime = new Float64Array(CHUNK);
      for (let done = 0; done < bars;) {
        const from = done % block.length;
        const length = Math.min(CHUNK, block.length - from, bars - done);
        const part = (column: Float64Array): Float64Array => column.subarray(from, from + length);
        for (let i = 0; i < length; i++) openTime[i] = START + (done + i) * MINUTE;
        const { open, high, low, close, volume } = block;
        const chunk: BarChunk = {
          length,
          openTime,
          open: part(open),
          high: part(high),
          low: part(low),
          close: part(close),
          volume: part(volume),
        };
        done += length;
        yield await Promise.resolve(chunk);
      }
    },
  };
}

/** A walk of up to 0.5 % a bar between 50 and 200, seeded (xorshift32). */
function randomWalk(seed: number, length: number): BarChunk {
  const column = (): Float64Array => new Float64Array(length);
  const walk = {
    length,
    openTime: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let state = seed * 2_654_435_761;
  const random = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
  let price = 10_000;
  for (let i = 0; i < length; i++) {
    const next = Math.min(20_000, Math.max(5_000, Math.round(price * (1 + (random() - 0.5) * 0.01))));
    walk.open[i] = price;
    walk.close[i] = next;
    walk.high[i] = Math.max(price, next) + 5;
    walk.low[i] = Math.min(price, next) - 5;
    walk.volume[i] = 1 + Math.floor(random() * 100);
    price = next;
  }
  return walk;
}
