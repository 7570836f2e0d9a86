// What the strategy core remembers: the books it shows, how many bars each strategy has seen, timers, and user state.

import { strategyIndex, type Manifest, type StrategyIndex } from '@tradingbot/contracts';
import { createRandom, type Random } from '@tradingbot/core';
import { parseTimeframe, type InstrumentIndex } from '@tradingbot/domain';
import { createLedger, type Ledger, type OpenOrders } from '@tradingbot/portfolio';
import type { StrategyDefinition } from './define-strategy.ts';
import { noLongBar, type LongBar } from './resample.ts';
import { StrategyUsageError } from './strategy-failure.ts';

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
  /** What of an approval is still to be sent, by strategy and instrument. */
  readonly unsent: number[][];
  readonly barsSeen: number[][];
  /** By instrument: the least quantity that an order can be for; less of it cannot be sold. */
  readonly lots: number[];
  /** Longer bars so far, by strategy, instrument and timeframe. */
  readonly longBars: LongBar[][][];
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
    unsent: instances.map(() => perInstrument(() => 0)),
    longBars: instances.map(({ definition, params }) => perInstrument(() => longBarsOf(definition, params))),
    lots: perInstrument(() => 1),
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

/** From the shortest to the longest: that is the order in which they complete and are shown. */
function longBarsOf(definition: StrategyDefinition, params: unknown): LongBar[] {
  const lengths = (definition.timeframes?.(params) ?? []).map((name) => {
    const length = parseTimeframe(name);
    if (length !== undefined) return length;
    throw new StrategyUsageError(`timeframes: "${name}" is no timeframe, expected one like "4h" or "1d"`);
  });
  return [...new Set(lengths)].sort((a, b) => a - b).map(noLongBar);
}
