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
import { serialiserFor, type Catalog, type Payload, type SequencedEvent } from '@tradingbot/contracts';
import { journalWriter, type Core, type Observer } from '@tradingbot/core';
import { amount, micros, price, qty, type Amount, type TradingRules } from '@tradingbot/domain';
import { WHOLE_AT_ONCE, type ExecutionSettings } from '@tradingbot/execution';
import { NO_LIMITS } from '@tradingbot/risk';
import { plainVenue, type VenueSettings } from '@tradingbot/simulation';
import { BUILT_IN_STRATEGIES, type StrategyDefinition, type StrategyInstance } from '@tradingbot/strategy';
import { CATALOG, keepEvents } from '@tradingbot/testing';

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
  /** In place of a venue with the flat costs above. */
  readonly venue?: VenueSettings;
  readonly execution?: Partial<ExecutionSettings>;
}

const FREE_RULES: TradingRules = { from: micros(0), tick: price(1), lot: qty(1), minQty: qty(1), minNotional: 0 };

export const builtIn = (name: string, params: unknown, as = name): StrategyInstance => {
  const definition = BUILT_IN_STRATEGIES.find((one) => one.name === name) as StrategyDefinition;
  return { name: as, definition, params: definition.params.parse(params) };
};

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
    keepEvents(events),
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
    venue:
      options.venue ??
      plainVenue(catalog.instruments.length, {
        takerBps: feePpb / 100_000,
        makerBps: feePpb / 100_000,
        slippageBps: slippagePpb / 100_000,
        clip: options.clipToBar ?? true,
      }),
    execution: { ...WHOLE_AT_ONCE, equityInterval: micros(86_400_000_000), ...options.execution },
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
