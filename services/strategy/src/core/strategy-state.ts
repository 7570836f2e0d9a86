// What the strategy core remembers: the books it shows, how many bars each strategy has seen, timers, and user state.

import { strategyIndex, type Manifest, type StrategyIndex } from '@tradingbot/contracts';
import { createRandom, type Random } from '@tradingbot/core';
import type { InstrumentIndex } from '@tradingbot/domain';
import { createLedger, type Ledger, type OpenOrders } from '@tradingbot/portfolio';
import type { StrategyDefinition } from './define-strategy.ts';

/** A strategy with its checked parameters, under the name it has in this run. */
export interface StrategyInstance {
  readonly name: string;
  readonly definition: StrategyDefinition;
  readonly params: unknown;
}

export interface PendingTimer {
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly name: string;
  readonly at: number;
}

export interface StrategyState {
  readonly ledger: Ledger;
  readonly orders: OpenOrders;
  /** Open orders by strategy and instrument. */
  readonly openOrders: number[][];
  readonly barsSeen: number[][];
  readonly user: unknown[][];
  readonly random: Random[];
  timers: PendingTimer[];
  nextTimerAt: number;
  /** The run is ending: nothing that a strategy wants is passed on. */
  ended: boolean;
  /** How many targets each strategy has named at the instant in hand. */
  readonly targetsNamed: number[];
  targetsInstant: number;
}

export function initialState({ catalog, seed }: Manifest, instances: readonly StrategyInstance[]): StrategyState {
  const perInstrument = <T>(value: (symbol: string) => T): T[] => catalog.instruments.map((i) => value(i.symbol));
  return {
    ledger: createLedger(catalog),
    orders: [],
    openOrders: instances.map(() => perInstrument(() => 0)),
    barsSeen: instances.map(() => perInstrument(() => 0)),
    user: instances.map(({ definition, params }) => perInstrument((symbol) => definition.init?.(params, symbol) ?? {})),
    random: instances.map((_, index) => createRandom(seed + strategyIndex(index))),
    timers: [],
    nextTimerAt: Infinity,
    ended: false,
    targetsNamed: instances.map(() => 0),
    targetsInstant: 0,
  };
}
