// From a configuration to all that a run needs before it starts: what is traded, on which bars, under which identity.
// A backtest and the opening of a journal begin here, so that they cannot differ.

import { firstInstant, surveyMarket, type MarketSource, type OpenedBars } from '@tradingbot/bars/files';
import { resolveInstruments, type RunConfig } from '@tradingbot/config';
import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import {
  amount,
  InputError,
  micros,
  parseDecimal,
  type Amount,
  type Micros,
  type TradingRules,
} from '@tradingbot/domain';
import type { RunIdentity } from '../core/index.ts';
import type { LoadedStrategy } from './request.ts';
import { identityOf } from './run-identity.ts';

export interface RunPlan {
  readonly config: RunConfig;
  readonly strategies: readonly LoadedStrategy[];
  readonly catalog: Catalog;
  /** Per instrument, oldest first. */
  readonly rules: readonly (readonly TradingRules[])[];
  readonly cash: Amount;
  readonly sources: readonly MarketSource[];
  readonly identity: RunIdentity;
  /** Opens the bars anew; they are read as they are played. */
  openBars(): Promise<OpenedBars>;
}

export interface PlanRequest {
  readonly config: RunConfig;
  readonly strategies: readonly LoadedStrategy[];
  /** "" for the unnamed stack. */
  readonly stack: string;
}

/** @throws InputError for a file, symbol or date that does not fit */
export async function planRun({ config, strategies, stack }: PlanRequest): Promise<RunPlan> {
  const market = await surveyMarket(config.data);
  const { instruments, rules, currency } = resolveInstruments(config, market.symbols);
  const catalog: Catalog = { instruments, strategies: strategies.map(({ name }) => name), currency };
  const openBars = (): Promise<OpenedBars> => market.open(catalog, rules);
  // Whatever cannot be opened is said now, before anything is written.
  await openBars();
  return {
    config,
    strategies,
    catalog,
    rules,
    cash: amount(parseDecimal(config.portfolio.cash, moneyScaleOf(catalog))),
    sources: market.sources,
    identity: identityOf({ config, strategies, stack, catalog, rules, market }),
    openBars,
  };
}

/** The time of a plan's first instant: when its first bar opens. */
export async function startTimeOf(plan: RunPlan): Promise<Micros> {
  const first = await firstInstant((await plan.openBars()).series);
  if (first === undefined) throw new InputError('data', 'there is no bar to begin with');
  return micros(first);
}
