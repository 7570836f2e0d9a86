// Workload W1 on our engine, as `bench/engine-run.ts` runs it, with the trades that it made.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, createRecorder, NO_SINK, type RecordSink } from '@tradingbot/backtester';
import { tuneCompiler } from '@tradingbot/backtester/run';
import { playTimeline } from '@tradingbot/bars/files';
import { moneyScaleOf, type Catalog, type Payload } from '@tradingbot/contracts';
import type { Instrument, Micros } from '@tradingbot/domain';
import { w1 } from '../w1.ts';
import type { Market } from './markets.ts';
import type { Trade } from './trades.ts';

export interface EngineRuns {
  readonly version: string;
  /** Of each run, those that warm up first. */
  readonly seconds: readonly number[];
  readonly trades: readonly Trade[];
}

/** V8 has compiled what it will after a million bars of the synthetic market. */
const WARM_UP_RUNS = 5;

/** @param runs after those that warm up */
export async function runOurs(market: Market, runs: number): Promise<EngineRuns> {
  tuneCompiler();
  const seconds: number[] = [];
  let trades: Trade[] = [];
  for (let run = 0; run < WARM_UP_RUNS + runs; run++) {
    const fills: TimedFill[] = [];
    seconds.push(
      await runOnce(market, { ...NO_SINK, fill: (time, _strategy, fill) => void fills.push({ time, fill }) }),
    );
    trades = tradesOf(fills, market.instrument);
  }
  return { version: productVersion(), seconds, trades };
}

async function runOnce({ instrument, series }: Market, sink: RecordSink): Promise<number> {
  const catalog = catalogOf(instrument);
  const setup = w1(catalog);
  const started = performance.now();
  const recorder = createRecorder(catalog, 365, sink);
  const engine = createEngine(setup, [recorder]);
  await playTimeline([series], engine);
  engine.finish();
  recorder.figures();
  return (performance.now() - started) / 1000;
}

interface TimedFill {
  readonly time: Micros;
  readonly fill: Payload<'order.filled'>;
}

/** W1 buys all it holds in one fill and sells it in the next. */
function tradesOf(fills: readonly TimedFill[], instrument: Instrument): Trade[] {
  const moneyUnit = 10 ** moneyScaleOf(catalogOf(instrument));
  const priceUnit = 10 ** instrument.priceScale;
  const trades: Trade[] = [];
  for (let i = 0; i < fills.length; i += 2) {
    const [entry, exit] = [fills[i], fills[i + 1]];
    if (entry?.fill.side !== 'buy' || exit?.fill.side !== 'sell') throw new Error(`fill ${i} opens no round trip`);
    const fees = (Number(entry.fill.fee) + Number(exit.fill.fee)) / moneyUnit;
    trades.push([entry.time / 1000, entry.fill.price / priceUnit, exit.time / 1000, exit.fill.price / priceUnit, fees]);
  }
  return trades;
}

function productVersion(): string {
  const file = join(import.meta.dirname, '../../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

const catalogOf = (instrument: Instrument): Catalog => ({
  instruments: [instrument],
  strategies: ['ema-cross'],
  currency: instrument.quote,
});
