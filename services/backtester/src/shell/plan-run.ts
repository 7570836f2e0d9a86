// From a configuration to all that a run needs before it starts: what is traded, on which bars, under which identity.
// A backtest and the opening of a journal begin here, so that they cannot differ.

import {
  barCache,
  barsFolder,
  firstInstant,
  surveyMarket,
  type MarketSettings,
  type MarketSource,
  type OpenedBars,
} from '@tradingbot/bars/files';
import { profileTimeframe, resolveInstruments, type RunConfig } from '@tradingbot/config';
import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import {
  amount,
  formatTimeframe,
  InputError,
  micros,
  parseDecimal,
  parseTimeframe,
  type Amount,
  type Micros,
  type TradingRules,
} from '@tradingbot/domain';
import type { RunIdentity } from '../core/index.ts';
import { refuseUnfitModels } from './refuse-unfit-models.ts';
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
  const market = await surveyMarket(marketSettings(config), {
    cache: config.data.cache ? barCache(barsFolder()) : undefined,
    withPath: config.execution.intrabar_price_model === 'reference',
  });
  const { instruments, rules, currency } = resolveInstruments(config, market.symbols);
  const catalog: Catalog = { instruments, strategies: strategies.map(({ name }) => name), currency };
  const openBars = (): Promise<OpenedBars> =>
    market.open(catalog, rules).catch((error: unknown) => {
      throw profileRefusal(config, error);
    });
  // Whatever cannot be opened is said now, before anything is written.
  const { series } = await openBars();
  refuseUnfitModels(strategies, instruments, series);
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

/** The block `data`, with what other blocks say about the bars. */
function marketSettings(config: RunConfig): MarketSettings {
  const { reference_prices_path: reference } = config.execution;
  const timeframe = decisionTimeframe(config);
  return { ...config.data, timeframe, ...(reference === undefined ? {} : { reference_paths: [reference] }) };
}

/** The length of the bars that a run decides on, as far as its configuration says so. */
function decisionTimeframe(config: RunConfig): string | undefined {
  const { timeframe } = config.data;
  const ofProfile = profileTimeframe(config);
  if (ofProfile === undefined) return timeframe;
  const name = formatTimeframe(ofProfile);
  if (timeframe !== undefined && (parseTimeframe(timeframe) ?? 0) > ofProfile) {
    const what = `${timeframe} bars are too long for execution_profile ${config.execution_profile}, which decides on ${name} bars`;
    throw new InputError('data.timeframe', what, `leave it out, or say at most ${name}`);
  }
  return name;
}

/** What is wrong with a length that no key names but a profile asks for. */
function profileRefusal(config: RunConfig, error: unknown): unknown {
  const ofProfile = profileTimeframe(config);
  if (!(error instanceof InputError) || error.where !== 'data.timeframe' || ofProfile === undefined) return error;
  const what = `${config.execution_profile} decides on ${formatTimeframe(ofProfile)} bars, but ${error.what}`;
  return new InputError('execution_profile', what, error.mend.replace(/ask for \w+/, 'take another profile'));
}

/** The time of a plan's first instant: when its first bar opens. */
export async function startTimeOf(plan: RunPlan): Promise<Micros> {
  const first = await firstInstant((await plan.openBars()).series);
  if (first === undefined) throw new InputError('data', 'there is no bar to begin with');
  return micros(first);
}
