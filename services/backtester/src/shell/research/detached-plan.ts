// A plan without what cannot be posted to another thread, and made whole again there for another configuration.
// Bars, instruments and rules stay; so a configuration may change whatever they do not hang on.

import type { RunConfig } from '@tradingbot/config';
import { moneyScaleOf } from '@tradingbot/contracts';
import { amount, parseDecimal } from '@tradingbot/domain';
import type { RunPlan } from '../plan-run.ts';
import type { LoadedStrategy } from '../request.ts';

/** Plain data. */
export type DetachedPlan = Omit<RunPlan, 'config' | 'strategies' | 'openBars' | 'cash'>;

export function detached({
  config: _,
  strategies: _code,
  openBars: _open,
  cash: _cash,
  ...plan
}: RunPlan): DetachedPlan {
  // Whatever else is a function can be made again from the data, or is of no use without files.
  return Object.fromEntries(
    Object.entries(plan).filter(([, value]) => typeof value !== 'function'),
  ) as unknown as DetachedPlan;
}

export function replanned(base: DetachedPlan, config: RunConfig, strategies: readonly LoadedStrategy[]): RunPlan {
  const catalog = { ...base.catalog, strategies: strategies.map(({ name }) => name) };
  return {
    ...base,
    catalog,
    config,
    strategies,
    cash: amount(parseDecimal(config.portfolio.cash, moneyScaleOf(catalog))),
    openBars: () => Promise.reject(new Error('the bars of a detached plan are held')),
  };
}
