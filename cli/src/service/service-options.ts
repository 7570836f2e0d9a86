// What can be typed after `tradingbot service NAME` and `tradingbot live`.

import type { BacktestOptions } from '../backtest/backtest-options.ts';

/** Everything that shapes the configuration, as for a backtest. */
export interface ServiceOptions extends Omit<BacktestOptions, 'journal' | 'json' | 'quiet'> {
  readonly stack?: string;
  readonly verbose?: true;
  /** Simulated seconds per second, or `max`. */
  readonly speed?: string;
  /** The journal to go on with, when it is known already. */
  readonly journal?: string;
  /** Do not go on with an open journal. */
  readonly fresh?: true;
}

export const SERVICE_NAMES = [
  'sequencer',
  'log-reader',
  'market-data',
  'strategy',
  'risk',
  'execution',
  'backtester',
] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** Not of a stack: work for whichever run shares it out. */
export const WORKER_NAMES = ['trainer'] as const;
export type RunnableName = ServiceName | (typeof WORKER_NAMES)[number];
