// From a plan to the engine: the cores' settings, each taken from the configuration by the service that owns the core.

import { executionSettingsOf, tradingCostsOf } from '@tradingbot/execution';
import { riskLimitsOf } from '@tradingbot/risk';
import type { EngineSetup } from '../core/index.ts';
import type { RunPlan } from './plan-run.ts';

export function engineSetup({ config, catalog, rules, strategies, cash, identity }: RunPlan): EngineSetup {
  return {
    catalog,
    rules,
    strategies,
    limits: riskLimitsOf(config, catalog),
    costs: tradingCostsOf(config),
    execution: executionSettingsOf(config),
    cash,
    seed: config.seed,
    closeAtEnd: config.execution.close_at_end,
    identity,
  };
}
