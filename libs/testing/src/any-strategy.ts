// A strategy as a run holds it.

import type { StrategyDefinition } from '@tradingbot/strategy';

/** Parameters and state become the strategy's own affair, as they are where strategies are loaded by their names. */
export const anyStrategy = <Params, State>(definition: StrategyDefinition<Params, State>): StrategyDefinition =>
  definition as unknown as StrategyDefinition;
