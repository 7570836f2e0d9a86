// From a plan to the engine: the cores' settings, each taken from the configuration by the service that owns the core.

import type { RunConfig } from '@tradingbot/config';
import type { Catalog, Payload } from '@tradingbot/contracts';
import { executionSettingsOf, venueSettingsOf } from '@tradingbot/execution';
import { amount, assetScale, parseDecimal } from '@tradingbot/domain';
import { riskLimitsOf } from '@tradingbot/risk';
import type { EngineSetup } from '../core/index.ts';
import type { RunPlan } from './plan-run.ts';

export function engineSetup({ config, catalog, rules, strategies, cash, identity }: RunPlan): EngineSetup {
  return {
    catalog,
    rules,
    strategies,
    limits: riskLimitsOf(config, catalog),
    venue: venueSettingsOf(config, catalog),
    execution: executionSettingsOf(config, catalog),
    cash,
    balances: otherBalances(config, catalog),
    seed: config.seed,
    closeAtEnd: config.execution.close_at_end,
    identity,
  };
}

/** What the account holds besides its currency when it begins, such as BNB to pay fees with. */
export function otherBalances({ portfolio }: RunConfig, { instruments }: Catalog): Payload<'run.balance'>[] {
  return Object.entries(portfolio.balances ?? {}).map(([asset, text]) => ({
    asset,
    balance: amount(parseDecimal(text, assetScale(instruments, asset))),
  }));
}
