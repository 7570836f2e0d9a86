// The engine: strategy, risk, execution and the simulated venue on one in-process sequencer, fed by a timeline of bars.
// Exactly the cores that trade live; only what stands around them differs.

import type { TimelineListener } from '@tradingbot/bars';
import type { Catalog, EventType, Manifest, Payload } from '@tradingbot/contracts';
import { createSequencer, startCore, type Observer, type RunningCore, type Sequencer } from '@tradingbot/core';
import { invariant, type Amount, type Micros, type TradingRules } from '@tradingbot/domain';
import { executionCore, type ExecutionSettings } from '@tradingbot/execution';
import { createMarketFacts } from '@tradingbot/market-data';
import { riskCore, type RiskLimits } from '@tradingbot/risk';
import { venueSim, type VenueSettings } from '@tradingbot/simulation';
import { strategyCore, type StrategyInstance } from '@tradingbot/strategy';
import { factOf, type Fact } from './fact.ts';
import { CORE_RANKS, freshState, manifestOf, openingFacts, type OpeningState, type RunIdentity } from './opening.ts';

/** Of a run that is not kept, such as a specification or a benchmark. */
export const UNKEPT: RunIdentity = {
  product: '',
  node: '',
  stack: '',
  clock: 'simulated',
  previous: null,
  lastCommand: '',
  codeHash: '',
  productCodeHash: '',
  strategyCodeHashes: [],
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
  readonly venue: VenueSettings;
  readonly execution: ExecutionSettings;
  readonly cash: Amount;
  /** What the account holds besides, of other assets. */
  readonly balances?: readonly Payload<'run.balance'>[];
  readonly seed: number;
  readonly closeAtEnd: boolean;
  readonly identity: RunIdentity;
  /** What the account is when the run starts, where that is more than cash. */
  readonly opening?: OpeningState;
}

export interface Engine extends TimelineListener {
  readonly sequencer: Sequencer;
  /** Opens the journal, with the rules in force; `instant` does it when nobody did. */
  open(time: number): void;
  /** Queues a fact as it stands, for who feeds the engine from a journal. */
  say(time: number, fact: Fact): void;
  /** Says that no more bars come, closes what is to be closed, and closes the journal. */
  finish(): void;
  /** Closes the journal as it is, in the middle of its run. */
  close(): void;
}

/** The cores in the order of their ranks, which is fixed in the manifest of every run. */
export function startCores(setup: EngineSetup): RunningCore[] {
  const manifest: Manifest = { catalog: setup.catalog, seed: setup.seed };
  return [
    startCore(venueSim(setup.venue), manifest),
    startCore(strategyCore(setup.strategies), manifest),
    startCore(riskCore(setup.limits), manifest),
    startCore(executionCore(setup.execution), manifest),
  ];
}

export function createEngine(setup: EngineSetup, observers: readonly Observer[]): Engine {
  const { catalog } = setup;
  const cores = startCores(setup);
  invariant(
    cores.every(({ core }, rank) => core.name === CORE_RANKS[rank]),
    'the manifest names the cores in the order of their ranks',
  );
  const sequencer = createSequencer(cores, observers);
  const { advanceTo, drain } = sequencer;
  const ways = new Map<EventType, (time: Micros, payload: Payload<EventType>) => void>();
  let opened = false;

  const market = createMarketFacts(catalog, setup.rules, {
    instant(time) {
      if (!opened) open(time);
      advanceTo(time);
    },
    instrument: sequencer.appender('market-data', 'md.instrument'),
    bar: sequencer.appender('market-data', 'md.bar'),
    path: sequencer.appender('market-data', 'md.path'),
    open: sequencer.appender('market-data', 'md.open'),
    split: sequencer.appender('market-data', 'md.split'),
    dividend: sequencer.appender('market-data', 'md.dividend'),
    drain,
  });

  function say(time: number, { source, type, payload }: Fact): void {
    let append = ways.get(type);
    if (append === undefined) ways.set(type, (append = sequencer.appender<EventType>(source, type)));
    append(time as Micros, payload);
  }

  function open(time: number): void {
    opened = true;
    const state = setup.opening ?? freshState(catalog, setup.cash, market.opening(time), setup.balances);
    for (const fact of openingFacts(manifestOf(setup.identity, catalog, setup.seed), state)) {
      say(time, fact);
      if (fact.type !== 'run.carried') continue;
      // It takes the place of what the core has been told so far.
      drain();
      const running = cores.find(({ core }) => core.name === fact.payload.core);
      running?.core.load(running.state, fact.payload.state);
    }
    drain();
  }

  function close(): void {
    const done = Object.fromEntries(cores.map(({ core }) => [core.name, sequencer.position]));
    const { facts, time, position } = sequencer;
    say(time, factOf('sequencer', 'run.closed', { facts, decisions: position - facts, done }));
    drain();
  }

  return {
    ...market,
    sequencer,
    open,
    say,
    finish() {
      const ending = { closePositions: setup.closeAtEnd, reason: END_OF_DATA };
      say(sequencer.time, factOf('sequencer', 'run.ending', ending));
      drain();
      close();
    },
    close,
  };
}

const END_OF_DATA = 'end of data';
