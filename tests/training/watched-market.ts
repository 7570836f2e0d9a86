// A market environment watched step by step, and a calm market in which every number can be worked out by hand.

import { amount, micros, price, qty, type Instrument } from '@tradingbot/domain';
import { feelessVenue } from '@tradingbot/simulation';
import { CATALOG } from '@tradingbot/testing';
import {
  DEFAULT_REWARD,
  marketEnvironment,
  NO_STRESS,
  SHARES_TAIL,
  stepResultFor,
  type Market,
  type MarketEnvironment,
  type MarketSettings,
  type StepResult,
} from '@tradingbot/trainer';
import { marketOf, settingsOf } from './play-market.ts';
import type { RandomMarket } from './random-market.ts';

/** Some random markets. */
export const SEEDS = Array.from({ length: 25 }, (_, i) => i + 1);

export interface Seen {
  readonly observation: readonly number[];
  readonly reward: number;
  readonly worth: number;
  readonly turnover: number;
  readonly row: number;
  readonly ended: 'no' | 'terminated' | 'truncated';
}

/** Plays one account, whose actions begin anew with each episode that ends. */
export function play(environment: MarketEnvironment, actions: ArrayLike<number>, seed = 1): Seen[] {
  const result = stepResultFor(environment);
  environment.reset(seed, result.observations);
  return Array.from(actions, (action) => {
    const observation = [...result.observations];
    environment.step(Float32Array.of(action), result);
    return { observation, ...said(environment, result) };
  });
}

const said = ({ worths, turnovers, rows }: MarketEnvironment, result: StepResult) => ({
  reward: result.rewards[0] as number,
  worth: worths[0] as number,
  turnover: turnovers[0] as number,
  row: rows[0] as number,
  ended:
    result.terminated[0] === 1
      ? ('terminated' as const)
      : result.truncated[0] === 1
        ? ('truncated' as const)
        : ('no' as const),
});

/** The environment of a random market. */
export const withSettings = (
  scenario: RandomMarket,
  changes: Partial<MarketSettings>,
  market: Market = marketOf(scenario),
) => marketEnvironment([market], { ...settingsOf(scenario), ...changes }, 1);

/** A market where trading is free and any quantity may be traded: bars of one price each, in USDT. */
export function calmMarket(closes: readonly number[]): Market {
  const bars = Float64Array.from(closes, (close) => close * 100);
  return {
    terms: {
      instrument: CATALOG.instruments[0] as Instrument,
      moneyScale: 8,
      rules: { from: micros(0), tick: price(1), lot: qty(1), minQty: qty(1), minNotional: 0 },
      venue: feelessVenue(1),
      index: 0,
      limits: { costReservePpb: 0, maxOrderNotional: amount(0), maxPositionNotional: amount(0) },
    },
    open: bars,
    high: new Float64Array(closes.length),
    low: new Float64Array(closes.length),
    close: bars,
    features: Float32Array.from(closes, (_, row) => row),
    width: 1,
    tail: SHARES_TAIL,
    range: { from: 0, to: closes.length },
  };
}

/** With 1,000 USDT over all bars. */
export const CALM: MarketSettings = {
  cash: 1_000 * 10 ** 8,
  actions: { kind: 'continuous' },
  reward: DEFAULT_REWARD,
  episode: { bars: null, start: 'first', bankruptcyShare: 0 },
  stress: NO_STRESS,
};

export const calm = (closes: readonly number[], changes: Partial<MarketSettings> = {}) =>
  marketEnvironment([calmMarket(closes)], { ...CALM, ...changes }, 1);
