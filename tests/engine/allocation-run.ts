// Bytes that the engine allocates for a bar on which nothing is ordered: averages are kept, limits watched, equity
// sampled. Prints the median over chunks of bars, after as many as the compiler needs.

import { createEngine, createRecorder, NO_SINK, UNKEPT } from '@tradingbot/backtester';
import type { BarChunk, BarSeries } from '@tradingbot/bars';
import type { Catalog } from '@tradingbot/contracts';
import { playTimeline } from '@tradingbot/bars/files';
import { amount, instrumentIndex, marketSymbol, micros, price, qty, timeframe } from '@tradingbot/domain';
import { WHOLE_AT_ONCE } from '@tradingbot/execution';
import { ema } from '@tradingbot/features';
import { NO_LIMITS } from '@tradingbot/risk';
import { plainVenue } from '@tradingbot/simulation';
import { defineStrategy, z, type StrategyDefinition } from '@tradingbot/strategy';

const CHUNK = 20_000;
const CHUNKS = 40;
const MINUTE = timeframe(60_000_000);
const START = 1_609_459_200_000_000;

const watcher = defineStrategy({
  name: 'watcher',
  params: z.strictObject({}),
  init: () => ({ fast: ema(10), slow: ema(20) }),
  onBar(ctx, bar) {
    ctx.state.fast.update(bar.close);
    ctx.state.slow.update(bar.close);
    if (!ctx.book.isFlat()) ctx.log('nothing was ordered');
  },
});

const catalog: Catalog = {
  instruments: [
    {
      symbol: marketSymbol('BTCUSDT'),
      venue: 'none',
      assetClass: 'crypto_spot',
      base: 'BTC',
      quote: 'USDT',
      priceScale: 2,
      qtyScale: 5,
      calendar: '24x7',
    },
  ],
  strategies: ['watcher'],
  currency: 'USDT',
};
const engine = createEngine(
  {
    catalog,
    rules: [[{ from: micros(0), tick: price(1), lot: qty(1), minQty: qty(1), minNotional: 0 }]],
    strategies: [{ name: 'watcher', definition: watcher as unknown as StrategyDefinition, params: {} }],
    limits: { ...NO_LIMITS, dailyLossLimit: amount(1) },
    venue: plainVenue(1, { takerBps: 10, makerBps: 10 }),
    execution: { ...WHOLE_AT_ONCE, equityInterval: micros(86_400_000_000) },
    cash: amount(1_000_000_000),
    seed: 1,
    closeAtEnd: true,
    identity: UNKEPT,
  },
  [createRecorder(catalog, 365, NO_SINK)],
);

const used: number[] = [];
await playTimeline([walk()], engine);
const perBar = used
  .slice(CHUNKS / 2)
  .map((bytes, at, all) => (bytes - (all[at - 1] ?? bytes)) / CHUNK)
  .sort((a, b) => a - b);
console.log(String(Math.round(perBar[Math.floor(perBar.length / 2)] as number)));

function walk(): BarSeries {
  const chunk: BarChunk = {
    length: CHUNK,
    openTime: new Float64Array(CHUNK),
    open: new Float64Array(CHUNK),
    high: new Float64Array(CHUNK),
    low: new Float64Array(CHUNK),
    close: new Float64Array(CHUNK),
    volume: new Float64Array(CHUNK).fill(1.5),
  };
  return {
    instrument: instrumentIndex(0),
    timeframe: MINUTE,
    async *chunks() {
      for (let made = 0; made < CHUNKS; made++) {
        for (let i = 0; i < CHUNK; i++) {
          const bar = made * CHUNK + i;
          chunk.openTime[i] = START + bar * MINUTE;
          chunk.open[i] = 10_000 + (bar % 100);
          chunk.close[i] = 10_000 + ((bar + 1) % 100);
          chunk.high[i] = 10_200;
          chunk.low[i] = 9_900;
        }
        used.push(process.memoryUsage().heapUsed);
        yield await Promise.resolve(chunk);
      }
    },
  };
}
