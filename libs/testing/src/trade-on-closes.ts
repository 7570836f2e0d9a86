// Runs one strategy through the real cores on a market given as closes: what a strategy's own test is written with.

import {
  createEngine,
  createRecorder,
  NO_SINK,
  UNKEPT,
  type EngineSetup,
  type RecordSink,
} from '@tradingbot/backtester';
import { playTimeline } from '@tradingbot/bars/files';
import type { Catalog } from '@tradingbot/contracts';
import type { Observer } from '@tradingbot/core';
import { micros, price, qty } from '@tradingbot/domain';
import { WHOLE_AT_ONCE } from '@tradingbot/execution';
import { NO_LIMITS } from '@tradingbot/risk';
import { feelessVenue } from '@tradingbot/simulation';
import type { StrategyDefinition } from '@tradingbot/strategy';
import { CATALOG, usdt } from './catalog.ts';
import { seriesOf, type Row } from './market.ts';

/** What happened, in the order in which it did. */
export interface StrategyRun {
  /** `bar` counts from 0: the bar at whose open the order filled, the one after the bar that was decided on. */
  readonly fills: readonly {
    readonly bar: number;
    readonly side: 'buy' | 'sell';
    readonly price: number;
    readonly qty: number;
  }[];
  /** The codes of what risk refused. */
  readonly denied: readonly string[];
  /** What was said with `ctx.log`. */
  readonly log: readonly string[];
}

export interface Market {
  /** Closes of hourly bars of BTCUSDT, up to two decimals. Each bar opens where the one before closed. */
  readonly closes: readonly number[];
  readonly params?: Readonly<Record<string, unknown>>;
  /** In USDT; 10,000 when left out. There are no fees, no slippage and no limits. */
  readonly cash?: string;
}

/** Plays the closes to the strategy. Parameters that are left out take the strategy's defaults. */
export async function tradeOnCloses(
  definition: object,
  { closes, params = {}, cash = '10000' }: Market,
): Promise<StrategyRun> {
  const strategy = definition as StrategyDefinition;
  const [btc] = CATALOG.instruments;
  const catalog: Catalog = { ...CATALOG, instruments: btc === undefined ? [] : [btc], strategies: [strategy.name] };
  const fills: StrategyRun['fills'][number][] = [];
  const denied: string[] = [];
  const log: string[] = [];
  const sink: RecordSink = {
    ...NO_SINK,
    fill: (time, _strategy, fill) =>
      void fills.push({ bar: barAt(time), side: fill.side, price: fill.price / 100, qty: fill.qty / 100_000 }),
  };
  const listener: Observer = {
    reads: ['risk.denied', 'strategy.logged'],
    see(event) {
      if (event.type === 'risk.denied') denied.push(event.payload.denial.code);
      if (event.type === 'strategy.logged') log.push(event.payload.message);
    },
  };
  const instance = { name: strategy.name, definition: strategy, params: strategy.params.parse(params) };
  const engine = createEngine(freeMarket(catalog, instance, cash), [createRecorder(catalog, 365, sink), listener]);
  await playTimeline([seriesOf(rowsOf(closes))], engine);
  engine.finish();
  return { fills, denied, log };
}

const HOUR = 3_600_000_000;
const START = 1_609_459_200_000_000;
const barAt = (time: number): number => (time - START) / HOUR;

function rowsOf(closes: readonly number[]): Row[] {
  return closes.map((value, at) => {
    const close = Math.round(value * 100);
    const open = Math.round((closes[at - 1] ?? value) * 100);
    return { at, open, high: Math.max(open, close), low: Math.min(open, close), close };
  });
}

function freeMarket(catalog: Catalog, strategy: EngineSetup['strategies'][number], cash: string): EngineSetup {
  return {
    catalog,
    strategies: [strategy],
    rules: [[{ from: micros(0), tick: price(1), lot: qty(1), minQty: qty(1), minNotional: 0 }]],
    limits: NO_LIMITS,
    venue: feelessVenue(catalog.instruments.length),
    execution: { ...WHOLE_AT_ONCE, equityInterval: micros(24 * HOUR) },
    cash: usdt(cash),
    seed: 0,
    closeAtEnd: false,
    identity: UNKEPT,
  };
}
