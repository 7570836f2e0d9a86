// Everything that learners need and share, as plain data: it is posted to threads, which copy none of the bars.

import type { TrainConfig } from '@tradingbot/config';
import type { ObservationPlan } from '@tradingbot/features';
import type { NetworkSpec } from '@tradingbot/policy';
import {
  accountTail,
  marketEnvironment,
  NO_STRESS,
  type Backend,
  type BarRange,
  type DataSplit,
  type Market,
  type MarketEnvironment,
  type MarketTerms,
  type StressSettings,
} from '../../core/index.ts';
import { judgedSettings, marketSettingsOf, stressOf } from './settings-of.ts';

export interface TrainingGround {
  readonly config: TrainConfig;
  readonly plan: ObservationPlan;
  readonly network: NetworkSpec;
  readonly markets: readonly GroundMarket[];
  readonly daysPerYear: number;
  /** Who computes, as it was chosen: the same on every thread. */
  readonly backend: Backend['name'];
}

/** One instrument: its columns lie in memory that threads share. */
export interface GroundMarket {
  readonly symbol: string;
  readonly terms: MarketTerms;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly closeTime: Float64Array;
  /** rows × `plan.marketCount` */
  readonly features: Float32Array;
  readonly ranges: DataSplit;
}

/** What a policy learns in. */
export const trainingEnvironment = (ground: TrainingGround): MarketEnvironment =>
  marketEnvironment(
    ground.markets.map((market) => marketOf(ground, market, market.ranges.train)),
    marketSettingsOf(ground.config, moneyScaleOf(ground)),
    ground.config.env.n_envs,
  );

/**
 * What it is judged in: one account in each market, from the first bar of the validation range to its last. Orders fare
 * there as the costs say, unless `stress` says worse.
 */
export const validationEnvironment = (ground: TrainingGround, stress: StressSettings = NO_STRESS): MarketEnvironment =>
  marketEnvironment(
    ground.markets.map((market) => marketOf(ground, market, market.ranges.validation)),
    judgedSettings(marketSettingsOf(ground.config, moneyScaleOf(ground)), stress),
    ground.markets.length,
  );

/** The same under the execution that it learns under; `null` where that is no worse. */
export function stressedEnvironment(ground: TrainingGround): MarketEnvironment | null {
  const stress = stressOf(ground.config);
  return stress === null ? null : validationEnvironment(ground, stress);
}

/** Decimals of the account's currency. */
export const moneyScaleOf = ({ markets }: TrainingGround): number => markets[0]?.terms.moneyScale ?? 0;

/** Code cannot be posted to a thread, so what writes the end of an observation is made where it is used. */
function marketOf({ plan }: TrainingGround, market: GroundMarket, range: BarRange): Market {
  const { symbol, terms, open, high, low, close, features } = market;
  const tail = accountTail(plan, symbol);
  return { terms, open, high, low, close, features, width: plan.marketCount, tail, range };
}
