// A strategy in the core's hands: its functions are called behind the tripwire, and what they throw is its failure.

import type { Manifest, SequencedEvent } from '@tradingbot/contracts';
import { enterDecision, leaveDecision, type Emit } from '@tradingbot/core';
import { invariant, type CalendarName, type InstrumentIndex } from '@tradingbot/domain';
import type { RunningContext } from './strategy-context.ts';
import { StrategyFailure } from './strategy-failure.ts';
import type { StrategyInstance, StrategyState } from './strategy-state.ts';

export interface Hosted extends StrategyInstance {
  readonly context: RunningContext;
  readonly warmup: number;
  /** It wants to see longer bars too. */
  readonly looksLonger: boolean;
}

export interface StrategyCoreState {
  readonly data: StrategyState;
  readonly hosted: readonly Hosted[];
  readonly manifest: Manifest;
  readonly priceUnit: readonly number[];
  readonly qtyUnit: readonly number[];
  readonly calendars: readonly CalendarName[];
  readonly moneyScale: number;
  /** The bar length met last, and its name. */
  timeframe: number;
  timeframeName: string;
}

export function call(
  state: StrategyCoreState,
  index: number,
  instrument: InstrumentIndex,
  event: SequencedEvent,
  emit: Emit,
  callback: string,
  run: () => unknown,
): void {
  const host = hostOf(state, index);
  const { context } = host;
  context.instrument = instrument;
  context.time = event.time;
  context.emit = emit;
  context.mayAct = (state.data.barsSeen[index]?.[instrument] ?? 0) >= host.warmup;
  enterDecision();
  try {
    refuseResult(run());
  } catch (error) {
    throw failure(host, callback, symbolOf(host, instrument), error);
  } finally {
    leaveDecision();
  }
}

/** A promise means that the strategy waits for something; nothing may be waited for inside a decision. */
export function refuseResult(result: unknown): void {
  if (typeof result !== 'object' || result === null || !('then' in result)) return;
  throw new Error('returned a promise: strategies decide at once, without async and await');
}

export function failure(host: Hosted, callback: string, symbol: string, error: unknown): StrategyFailure {
  const what = error instanceof Error ? `threw ${error.name}: ${error.message}` : `threw ${String(error)}`;
  return new StrategyFailure(host.name, callback, symbol, what, error);
}

export function hostOf(state: StrategyCoreState, index: number): Hosted {
  const host = state.hosted[index];
  invariant(host !== undefined, 'the strategy is in the manifest');
  return host;
}

export const symbolOf = (host: Hosted, instrument: InstrumentIndex): string =>
  host.context.symbols[instrument] as string;
