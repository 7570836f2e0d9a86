// The same bars loaded twice: parsed from a file of a million lines, then taken from the cache.

import { barCache, openBars, surveyBars, type BarCache } from '@tradingbot/bars/files';
import { marketSymbol, type Instrument } from '@tradingbot/domain';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { machine } from './machine.ts';
import { marketBlock } from './market-block.ts';
import { writeCsv } from './peers/markets.ts';
import { FREE_RULES } from './w1.ts';

const BARS = 1_000_000;
const RUNS = 5;
/** How many times faster the second load is than the first. */
const BUDGET = 10;

const INSTRUMENT: Instrument = {
  symbol: marketSymbol('BTCUSDT'),
  venue: 'bench',
  assetClass: 'crypto_spot',
  base: 'BTC',
  quote: 'USDT',
  priceScale: 2,
  qtyScale: 5,
  calendar: '24x7',
};

export async function benchLoad(): Promise<void> {
  console.log(JSON.stringify({ bench: 'load', bars: BARS, runs: RUNS, machine: machine() }));
  const folder = mkdtempSync(join(tmpdir(), 'tradingbot-bench-'));
  try {
    const path = join(folder, 'BTCUSDT_1m.csv');
    await writeCsv({ name: 'load', instrument: INSTRUMENT, bars: BARS, series: marketBlock(0, BARS) }, path);
    // The cache keeps only files that have rested.
    await sleep(500);
    // Whoever runs first also compiles: that is nobody's part of the race.
    await load(path, barCache(join(folder, 'warm-up')));
    const pairs: { cold: number; warm: number }[] = [];
    for (let run = 0; run < RUNS; run++) {
      const cache = barCache(join(folder, `cache-${run}`));
      pairs.push({ cold: await load(path, cache), warm: await load(path, cache) });
    }
    const [cold, warm] = [middle(pairs.map((pair) => pair.cold)), middle(pairs.map((pair) => pair.warm))];
    console.log(
      JSON.stringify({
        bench: 'load',
        first_ms: Math.round(cold),
        second_ms: Number(warm.toFixed(1)),
        ratio: Number((cold / warm).toFixed(1)),
        budget: BUDGET,
        load: machine().load,
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns milliseconds from the path to the last bar */
async function load(path: string, cache: BarCache): Promise<number> {
  const started = performance.now();
  const files = await surveyBars([path], cache);
  const { series } = await openBars({
    files,
    cache,
    catalog: { instruments: [INSTRUMENT] },
    rules: [[FREE_RULES]],
    symbols: [INSTRUMENT.symbol],
    from: undefined,
    to: undefined,
    timeframe: undefined,
  });
  let bars = 0;
  for (const one of series) for await (const chunk of one.chunks()) bars += chunk.length;
  if (bars !== BARS) throw new Error(`${bars} bars instead of ${BARS}`);
  return performance.now() - started;
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
