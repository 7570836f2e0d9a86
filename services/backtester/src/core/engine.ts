// The engine: strategy, risk, execution and the simulated venue on one in-process sequencer, fed by a timeline of bars.
// Exactly the cores that trade live; only what stands around them differs.

import type { BarChunk, BarSeries, TimelineListener } from '@tradingbot/bars';
import type { Catalog, Manifest, RecordedManifest } from '@tradingbot/contracts';
import { createSequencer, startCore, type Observer, type RunningCore, type Sequencer } from '@tradingbot/core';
import {
  amount,
  mulDivExact,
  type Amount,
  type InstrumentIndex,
  type Micros,
  type Price,
  type TradingRules,
} from '@tradingbot/domain';
import { executionCore, type ExecutionSettings } from '@tradingbot/execution';
import { createLedger } from '@tradingbot/portfolio';
import { riskCore, type RiskLimits } from '@tradingbot/risk';
import { venueSim, type TradingCosts } from '@tradingbot/simulation';
import { strategyCore, type StrategyInstance } from '@tradingbot/strategy';

/** What a run came from. What else a manifest holds, the engine knows. */
export type RunIdentity = Pick<
  RecordedManifest,
  'product' | 'node' | 'codeHash' | 'configurationHash' | 'dataHash' | 'synthetic' | 'configuration'
>;

/** Of a run that is not kept, such as a specification or a benchmark. */
export const UNKEPT: RunIdentity = {
  product: '',
  node: '',
  codeHash: '',
  configurationHash: '',
  dataHash: '',
  synthetic: true,
  configuration: {},
};

export interface EngineSetup {
  readonly catalog: Catalog;
  /** Per instrument, oldest first. */
  readonly rules: readonly (readonly TradingRules[])[];
  readonly strategies: readonly StrategyInstance[];
  readonly limits: RiskLimits;
  readonly costs: TradingCosts;
  readonly execution: ExecutionSettings;
  readonly cash: Amount;
  readonly seed: number;
  readonly closeAtEnd: boolean;
  readonly identity: RunIdentity;
}

export interface Engine extends TimelineListener {
  readonly sequencer: Sequencer;
  /** Says that no more bars come, closes what is to be closed, and closes the journal. */
  finish(): void;
}

/**
 * The cores in the order of their ranks: the market's reports of an instant stand before what is decided on them.
 * The same order is fixed in the manifest of a run over the bus.
 */
export function startCores(setup: EngineSetup): RunningCore[] {
  const manifest: Manifest = { catalog: setup.catalog, seed: setup.seed };
  return [
    startCore(venueSim(setup.costs), manifest),
    startCore(strategyCore(setup.strategies), manifest),
    startCore(riskCore(setup.limits), manifest),
    startCore(executionCore(setup.execution), manifest),
  ];
}

export function createEngine(setup: EngineSetup, observers: readonly Observer[]): Engine {
  const cores = startCores(setup);
  const sequencer = createSequencer(cores, observers);
  const say = {
    manifest: sequencer.appender('sequencer', 'run.manifest'),
    balance: sequencer.appender('sequencer', 'run.balance'),
    started: sequencer.appender('sequencer', 'run.started'),
    ending: sequencer.appender('sequencer', 'run.ending'),
    closed: sequencer.appender('sequencer', 'run.closed'),
    instrument: sequencer.appender('market-data', 'md.instrument'),
    open: sequencer.appender('market-data', 'md.open'),
    bar: sequencer.appender('market-data', 'md.bar'),
  };
  const rules = ruleChanges(setup);
  let nextRule = 0;
  let opened = false;

  function open(time: Micros): void {
    opened = true;
    say.manifest(time, { manifest: manifestOf(setup, cores) });
    say.balance(time, { asset: setup.catalog.currency, balance: setup.cash });
    sayRules(time);
    say.started(time, {});
    sequencer.drain();
  }

  function sayRules(time: Micros): void {
    for (let change = rules[nextRule]; change !== undefined && change.from <= time; change = rules[++nextRule]) {
      // Of the rules that were in force before the run only the latest matter.
      if (rules.some((later, i) => i > nextRule && later.instrument === change?.instrument && later.from <= time))
        continue;
      const { instrument, tick, lot, minQty, minNotional } = change;
      say.instrument(time, { instrument, tick, lot, minQty, minNotional });
    }
  }

  return {
    sequencer,
    instant(time) {
      if (!opened) open(time as Micros);
      sequencer.advanceTo(time as Micros);
      if ((rules[nextRule]?.from ?? Infinity) <= time) {
        sayRules(time as Micros);
        sequencer.drain();
      }
    },
    closed({ instrument, timeframe }: BarSeries, chunk: BarChunk, row: number) {
      const openTime = chunk.openTime[row] as Micros;
      say.bar((openTime + timeframe) as Micros, {
        instrument,
        timeframe,
        openTime,
        open: small(chunk.open[row] as number) as Price,
        high: small(chunk.high[row] as number) as Price,
        low: small(chunk.low[row] as number) as Price,
        close: small(chunk.close[row] as number) as Price,
        volume: chunk.volume[row] as number,
      });
    },
    closesDone: sequencer.drain,
    opened({ instrument, timeframe }: BarSeries, chunk: BarChunk, row: number) {
      const openTime = chunk.openTime[row] as Micros;
      say.open(openTime, {
        instrument,
        timeframe,
        openTime,
        open: small(chunk.open[row] as number) as Price,
        rangeKnown: true,
        rangeLow: small(chunk.low[row] as number) as Price,
        rangeHigh: small(chunk.high[row] as number) as Price,
      });
    },
    opensDone: sequencer.drain,
    finish() {
      const { time } = sequencer;
      say.ending(time, { closePositions: setup.closeAtEnd, reason: 'end of data' });
      sequencer.drain();
      const done = Object.fromEntries(cores.map(({ core }) => [core.name, sequencer.position]));
      const { facts } = sequencer;
      say.closed(time, { facts, decisions: sequencer.position - facts, done });
      sequencer.drain();
    },
  };
}

/**
 * The same number, as a 32-bit integer where it is one. Columns hold doubles, and a double kept in an object costs an
 * allocation of its own in V8; most prices need none.
 */
const small = (value: number): number => ((value | 0) === value ? value | 0 : value);

function manifestOf({ identity, catalog, seed }: EngineSetup, cores: readonly RunningCore[]): RecordedManifest {
  return {
    ...identity,
    seed,
    currency: catalog.currency,
    instruments: [...catalog.instruments],
    strategies: [...catalog.strategies],
    ranks: cores.map(({ core }) => core.name),
  };
}

interface RuleChange {
  readonly from: number;
  readonly instrument: InstrumentIndex;
  readonly tick: TradingRules['tick'];
  readonly lot: TradingRules['lot'];
  readonly minQty: TradingRules['minQty'];
  readonly minNotional: Amount;
}

/** All changes of rules in time order, with the least notional in the account's money. */
function ruleChanges({ catalog, rules }: EngineSetup): RuleChange[] {
  const { moneyFactor } = createLedger(catalog);
  return rules
    .flatMap((history, instrument) =>
      history.map(({ from, tick, lot, minQty, minNotional }) => ({
        from,
        instrument: instrument as InstrumentIndex,
        tick,
        lot,
        minQty,
        minNotional: amount(mulDivExact(minNotional, moneyFactor[instrument] as number, 1, 'floor')),
      })),
    )
    .sort((a, b) => a.from - b.from || a.instrument - b.instrument);
}
