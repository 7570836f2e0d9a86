// The cores of a run, from its configuration alone: for who takes up a journal that is there already.

import type { RunConfig } from '@tradingbot/config';
import type { Catalog } from '@tradingbot/contracts';
import type { Core } from '@tradingbot/core';
import { executionCore, executionSettingsOf, venueSettingsOf } from '@tradingbot/execution';
import { riskCore, riskLimitsOf } from '@tradingbot/risk';
import { venueSim } from '@tradingbot/simulation';
import { strategyCore, type StrategyInstance } from '@tradingbot/strategy';

/** In the order of their ranks. */
export const coresOf = (
  config: RunConfig,
  catalog: Catalog,
  strategies: readonly StrategyInstance[],
): readonly Core<unknown>[] => [
  venueSim(venueSettingsOf(config, catalog)),
  strategyCore(strategies),
  riskCore(riskLimitsOf(config, catalog)),
  executionCore(executionSettingsOf(config, catalog)),
];
