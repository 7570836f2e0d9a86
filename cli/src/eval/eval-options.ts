// What can be typed after `tradingbot eval`.

import type { BacktestOptions } from '../backtest/backtest-options.ts';

export interface EvalOptions extends Omit<BacktestOptions, 'journal'> {
  readonly allProfiles?: true;
  readonly profile?: readonly string[];
  /** A trained model, in place of the strategies: a file, or promoted. */
  readonly model?: string;
  /** A recorded run, scored by what it has done. */
  readonly run?: string;
  /** How far back from its end, such as 30d. */
  readonly since?: string;
  /** Whose log that run is in. */
  readonly stack?: string;
}
