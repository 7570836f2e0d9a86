// From a configuration to all that a training needs before it begins: bars, features, ranges, the network, its identity.

import {
  barCache,
  barsFolder,
  holdSeries,
  surveyMarket,
  type MarketSource,
  type OpenedBars,
} from '@tradingbot/bars/files';
import { resolveInstruments, type TrainConfig } from '@tradingbot/config';
import { canonicalJson, moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import {
  calendarOf,
  formatTimeframe,
  InputError,
  timeframe,
  type Instrument,
  type TradingRules,
} from '@tradingbot/domain';
import { observationPlan, observeSeries, type ObservationPlan } from '@tradingbot/features';
import { groundMarket } from './ground-market.ts';
import { networkOf } from './settings-of.ts';
import { sha256 } from './sha256.ts';
import { splitTimes } from './split-bars.ts';
import { trainingCodeHash } from './code-hash.ts';
import { recordedTraining } from './recorded-training.ts';
import type { GroundMarket, TrainingGround } from './training-ground.ts';

export interface TrainingPlan {
  /** All but who computes, which is chosen when it runs. */
  readonly ground: Omit<TrainingGround, 'backend'>;
  readonly sources: readonly MarketSource[];
  readonly synthetic: boolean;
  readonly assetClass: string;
  readonly timeframe: string;
  /** When the last bar closes that training or choosing sees, in microseconds. */
  readonly trainedUntil: number;
  readonly bars: number;
  /** SHA-256, by what they are of. */
  readonly hashes: { readonly configuration: string; readonly data: string; readonly code: string };
}

/** @throws InputError for a file, symbol, date or feature that does not fit */
export async function planTraining(config: TrainConfig): Promise<TrainingPlan> {
  const { survey, catalog, rules, series, first } = await readBars(config);
  const { instruments } = catalog;
  const { assetClass } = instruments[0] as Instrument;
  const name = formatTimeframe(timeframe(first.timeframe));
  const plan = observationPlan({
    // What a run records of a bar: a policy that learnt from more could not trade.
    columns: [],
    timeframe: name,
    assetClass,
    instruments: instruments.map(({ symbol }) => symbol),
    include: config.features.include,
    exclude: config.features.exclude,
    maxWarmup: config.features.max_warmup,
  });
  const starts = splitTimes(config, first.openTime.subarray(0, first.length), plan.warmup - 1);
  const moneyScale = moneyScaleOf(catalog);
  const markets = series.map((held, at) =>
    groundMarket({ config, plan, held, catalog, rules: rules[at] ?? [], index: at, moneyScale, starts, observeSeries }),
  );
  return {
    ground: {
      config,
      plan,
      network: networkOf(config, plan.features.length),
      markets,
      daysPerYear: Math.max(...instruments.map(({ calendar }) => calendarOf(calendar).daysPerYear)),
    },
    sources: survey.sources,
    synthetic: survey.synthetic,
    assetClass,
    timeframe: name,
    trainedUntil: Math.max(...markets.map(lastSeen)),
    bars: markets.reduce((sum, { close }) => sum + close.length, 0),
    hashes: {
      configuration: configurationHash(config, plan, catalog, rules),
      data: sha256(...survey.sources.map((source) => source.sha256)),
      code: trainingCodeHash(),
    },
  };
}

/** All bars, in memory that threads share. */
async function readBars(config: TrainConfig) {
  const survey = await surveyMarket(config.data, {
    cache: config.data.cache ? barCache(barsFolder()) : undefined,
  });
  const { instruments, rules, currency } = resolveInstruments(
    { instruments: config.instruments, asset_class: config.asset_class },
    survey.symbols,
  );
  const catalog: Catalog = { instruments, strategies: [], currency };
  const opened = await survey.open(catalog, rules);
  refuseActions(opened);
  const { series } = await holdSeries(opened.series);
  const [first] = series;
  if (first === undefined || instruments.length === 0) {
    throw new InputError('data', 'there is nothing to learn from');
  }
  return { survey, catalog, rules, series, first };
}

/** Prices stay as they were traded, and an episode knows no splits. */
function refuseActions({ series }: OpenedBars): void {
  const split = series.find(({ actions = [] }) => actions.length > 0);
  if (split === undefined) return;
  throw new InputError(
    'data.corporate_actions',
    'has splits or dividends within the bars, which an episode does not know',
    'learn from bars that are adjusted for them, or from a range between them',
  );
}

const lastSeen = ({ closeTime, ranges }: GroundMarket): number => closeTime[ranges.validation.to - 1] ?? 0;

/** How long a run goes on is no part of what it is: one that goes on may go on for longer. */
function configurationHash(
  config: TrainConfig,
  plan: ObservationPlan,
  { instruments }: Catalog,
  rules: readonly (readonly TradingRules[])[],
): string {
  const stated = rules.map((history) => history.map((rule) => ({ ...rule, minNotional: String(rule.minNotional) })));
  const { total_timesteps: _, ...params } = config.model.params;
  const lasting = { ...recordedTraining(config), model: { ...config.model, params } };
  const of = { configuration: lasting, instruments, rules: stated, features: plan.names };
  return sha256(canonicalJson(JSON.parse(JSON.stringify(of)) as never));
}
