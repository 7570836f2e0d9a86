// Runs the whole engine in memory for the tests of this folder, with every event it made.

import {
  createEngine,
  createRecorder,
  startCores,
  UNKEPT,
  type RecordSink,
  type RoundTrip,
} from '@tradingbot/backtester';
import type { BarSeries } from '@tradingbot/bars';
import { playTimeline } from '@tradingbot/bars/files';
import { EVENT_TYPES, serialiserFor, type Catalog, type Payload, type SequencedEvent } from '@tradingbot/contracts';
import { journalWriter, type Core, type Observer } from '@tradingbot/core';
import { amount, micros, price, qty, type Amount, type TradingRules } from '@tradingbot/domain';
import type { ExecutionSettings } from '@tradingbot/execution';
import { NO_LIMITS } from '@tradingbot/risk';
import type { VenueSettings } from '@tradingbot/simulation';
import { BUILT_IN_STRATEGIES, type StrategyDefinition, type StrategyInstance } from '@tradingbot/strategy';
import { CATALOG } from '@tradingbot/testing';

export interface EngineRun {
  readonly catalog: Catalog;
  /** The same cores once more, as they are before the first event, by rank. */
  readonly cores: () => readonly Core<unknown>[];
  readonly events: readonly SequencedEvent[];
  readonly journal: string;
  readonly fills: readonly { readonly time: number; readonly fill: Payload<'order.filled'> }[];
  readonly trades: readonly RoundTrip[];
  readonly equity: readonly { readonly time: number; readonly equity: Amount }[];
  readonly figures: ReturnType<ReturnType<typeof createRecorder>['figures']>;
  readonly ledger: ReturnType<typeof createRecorder>['ledger'];
}

export interface EngineOptions {
  readonly catalog?: Catalog;
  readonly strategies?: readonly StrategyInstance[];
  readonly cash?: Amount;
  readonly feePpb?: number;
  readonly slippagePpb?: number;
  readonly clipToBar?: boolean;
  readonly closeAtEnd?: boolean;
  readonly maxPositionNotional?: Amount;
  readonly dailyLossLimit?: Amount;
  readonly rules?: TradingRules;
}

const FREE_RULES: TradingRules = { from: micros(0), tick: price(1), lot: qty(1), minQty: qty(1), minNotional: 0 };

export const builtIn = (name: string, params: unknown, as = name): StrategyInstance => {
  const definition = BUILT_IN_STRATEGIES.find((one) => one.name === name) as StrategyDefinition;
  return { name: as, definition, params: definition.params.parse(params) };
};

const EVERY_ORDER_AT_ONCE: ExecutionSettings = {
  equityInterval: micros(86_400_000_000),
  step: 0,
  profile: { kind: 'market' },
  timeInForce: 'GTC',
  ttlSteps: 0,
  largeOrders: undefined,
};

/** Orders arrive at once and fill whole, at the market and what is stated on top. */
const plainVenue = (catalog: Catalog, feePpb: number, flatBps: number, clipToBar: boolean): VenueSettings => ({
  intrabar: 'open',
  clipToBar,
  strictOpenFill: false,
  fees: {
    rates: catalog.instruments.map(() => ({ makerPpb: feePpb, takerPpb: feePpb })),
    settlement: 'quote',
    bnbInstrument: -1,
    rounding: 'up',
    steps: catalog.instruments.map(() => ''),
    minimum: amount(0),
    maximum: amount(0),
    regulatory: undefined,
  },
  slippage: {
    flatBps,
    defaultSpreadBps: 0,
    minHalfSpreadBps: 0,
    dynamicSpread: undefined,
    k: 0,
    volWindow: 20,
    liquidityWindow: 20,
    eps: 1e-9,
    impact: undefined,
    maxBps: 10_000,
  },
  capacity: {
    maxParticipation: 0,
    advFraction: 0,
    floorBase: 0,
    advBase: catalog.instruments.map(() => 0),
    advWindowDays: 30,
  },
  latency: undefined,
  seasonality: undefined,
});

export async function runEngine(series: readonly BarSeries[], options: EngineOptions = {}): Promise<EngineRun> {
  const strategies = options.strategies ?? [builtIn('ema-cross', { fast: 2, slow: 4, size: '1' })];
  const catalog = { ...(options.catalog ?? CATALOG), strategies: strategies.map(({ name }) => name) };
  const off = amount(0);
  const feePpb = options.feePpb ?? 1_000_000;
  const slippagePpb = options.slippagePpb ?? 0;
  const events: SequencedEvent[] = [];
  const fills: EngineRun['fills'][number][] = [];
  const trades: RoundTrip[] = [];
  const equity: EngineRun['equity'][number][] = [];
  const sink: RecordSink = {
    equity: (time, worth) => void equity.push({ time, equity: worth }),
    fill: (time, _strategy, fill) => void fills.push({ time, fill }),
    trade: (trade) => void trades.push(trade),
  };
  const recorder = createRecorder(catalog, 365, sink);
  let journal = '';
  const observers: Observer[] = [
    recorder,
    { reads: EVENT_TYPES, see: (event) => void events.push(event) },
    journalWriter(serialiserFor(catalog), 'test', (text) => void (journal += text)),
  ];
  const setup = {
    catalog,
    rules: catalog.instruments.map(() => [options.rules ?? FREE_RULES]),
    strategies,
    limits: {
      ...NO_LIMITS,
      maxPositionNotional: options.maxPositionNotional ?? off,
      dailyLossLimit: options.dailyLossLimit ?? off,
      costReservePpb: feePpb + slippagePpb,
    },
    venue: plainVenue(catalog, feePpb, slippagePpb / 100_000, options.clipToBar ?? true),
    execution: EVERY_ORDER_AT_ONCE,
    cash: options.cash ?? amount(100_000_000_000_000),
    seed: 7,
    closeAtEnd: options.closeAtEnd ?? true,
    identity: UNKEPT,
  };
  const engine = createEngine(setup, observers);
  await playTimeline(series, engine);
  engine.finish();
  const cores = (): readonly Core<unknown>[] => startCores(setup).map(({ core }) => core);
  return {
    catalog,
    cores,
    events,
    journal,
    fills,
    trades,
    equity,
    figures: recorder.figures(),
    ledger: recorder.ledger,
  };
}
