// One run of the engine for `bench/engine.ts`: `engine-run.ts BARS SYMBOLS DIGEST [flat|full]`, prints one
// JSON line. The full pipeline: strategy, risk, execution, simulated venue with fees and slippage, ledger, equity statistics.

import { createHash } from 'node:crypto';
import { createEngine, createRecorder, NO_SINK } from '@tradingbot/backtester';
import { tuneCompiler } from '@tradingbot/backtester/run';
import { playTimeline } from '@tradingbot/bars/files';
import { serialiserFor, type Catalog } from '@tradingbot/contracts';
import { decisionDigest, type Observer } from '@tradingbot/core';
import { marketSymbol } from '@tradingbot/domain';
import { marketBlock } from './market-block.ts';
import { w1 } from './w1.ts';

const [bars = 0, symbols = 1] = process.argv.slice(2, 4).map(Number);
const withDigest = process.argv[4] === 'true';
const costs = process.argv[5] === 'full' ? 'full' : 'flat';

const catalog: Catalog = {
  instruments: Array.from({ length: symbols }, (_, i) => ({
    symbol: marketSymbol(`S${i}USDT`),
    venue: 'bench',
    assetClass: 'crypto_spot',
    base: `S${i}`,
    quote: 'USDT',
    priceScale: 2,
    qtyScale: 5,
    calendar: '24x7',
  })),
  strategies: ['ema-cross'],
  currency: 'USDT',
};
const setup = w1(catalog, costs);
tuneCompiler();
const { figures, seconds, digest } = await run(bars);
console.log(
  JSON.stringify({
    bars_per_second: Math.round(figures.bars / seconds),
    fills: figures.fills,
    resident_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    ...(withDigest ? { decision_digest: digest } : {}),
  }),
);

/** A fresh process and no warm-up: the time that V8 takes to compile is part of it, as it is for who runs a backtest. */
async function run(length: number) {
  const recorder = createRecorder(catalog, 365, NO_SINK);
  const hash = createHash('sha256');
  const decisions = decisionDigest(serialiserFor(catalog), {
    update: (bytes) => void hash.update(bytes),
    hex: () => hash.digest('hex'),
  });
  const observers: Observer[] = withDigest ? [recorder, decisions] : [recorder];
  const series = catalog.instruments.map((_, i) => marketBlock(i, Math.ceil(length / symbols)));
  const started = performance.now();
  const engine = createEngine(setup, observers);
  await playTimeline(series, engine);
  engine.finish();
  const figures = recorder.figures();
  const seconds = (performance.now() - started) / 1000;
  return { figures, seconds, digest: decisions.hex() };
}
