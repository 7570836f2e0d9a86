// What a generated market is like: four regimes, how long they last, and flash shocks.
// The keys are those of `configs/market_regimes.json`, so that its content is a model.

import { InputError } from '@tradingbot/domain';

/** In the order of `regime_probs`. */
export const REGIME_NAMES = ['NORMAL', 'CHOPPY_FLAT', 'STRONG_TREND', 'ILLIQUID'] as const;
export type RegimeName = (typeof REGIME_NAMES)[number];

/** A year and a day are the market's own: 365 days of 24 hours for `24x7`, 252 trading days for `NYSE`. */
export interface Regime {
  /** Drift of the logarithm of the price per year. In STRONG_TREND each spell draws its sign anew, up or down. */
  readonly mu: number;
  /** Volatility: standard deviation of the logarithm of the price per square root of a year. */
  readonly sigma: number;
  /** Pull per day back to the price at which the spell began, drifting with `mu`; 0 is a random walk. */
  readonly kappa: number;
  /** Mean volume of a day, in the base asset. */
  readonly avg_volume: number;
  /** Ask minus bid in basis points of the price. Every trade is at one or the other. */
  readonly avg_spread: number;
}

export interface FlashShock {
  /** Of a shock in a bar. */
  readonly probability: number;
  /** Sizes as a change of the logarithm of the price, 0.05 for about 5 %. One is drawn, up or down, each as likely. */
  readonly magnitudes: readonly number[];
}

export interface MarketModel {
  readonly regimes: Readonly<Record<RegimeName, Regime>>;
  /** Of NORMAL, CHOPPY_FLAT, STRONG_TREND, ILLIQUID, whenever a spell begins. Add up to 1. */
  readonly regime_probs: readonly number[];
  /** Mean length of a spell in days; lengths are exponential. The same regime may follow itself. */
  readonly regime_dwell: number;
  readonly flash_shock: FlashShock;
}

/**
 * A large cryptocurrency. Chosen, not fitted: hourly volatility and its clustering resemble BTCUSDT in 2021–2024, and
 * trends of weeks give a trend follower something to follow.
 */
export const DEFAULT_MARKET_MODEL: MarketModel = {
  regimes: {
    NORMAL: { mu: 0.2, sigma: 0.45, kappa: 0, avg_volume: 30_000, avg_spread: 0.5 },
    CHOPPY_FLAT: { mu: 0, sigma: 0.3, kappa: 0.5, avg_volume: 20_000, avg_spread: 0.5 },
    STRONG_TREND: { mu: 4, sigma: 0.6, kappa: 0, avg_volume: 50_000, avg_spread: 1 },
    ILLIQUID: { mu: 0, sigma: 0.5, kappa: 0.1, avg_volume: 6_000, avg_spread: 8 },
  },
  regime_probs: [0.5, 0.2, 0.2, 0.1],
  regime_dwell: 8,
  flash_shock: { probability: 0.0005, magnitudes: [0.01, 0.02, 0.04] },
};

/** @throws InputError when the model is none: a number out of its range, probabilities that do not add up to 1 */
export function checkMarketModel(model: MarketModel): void {
  for (const name of REGIME_NAMES) {
    const regime = model.regimes[name];
    if (!Number.isFinite(regime.mu)) refuse(`regimes.${name}.mu`, 'is no number');
    for (const key of ['sigma', 'kappa', 'avg_volume', 'avg_spread'] as const) {
      if (!isFrom(0, regime[key])) refuse(`regimes.${name}.${key}`, 'is below 0');
    }
  }
  const sum = model.regime_probs.reduce((total, one) => total + one, 0);
  if (model.regime_probs.length !== REGIME_NAMES.length || !model.regime_probs.every((one) => isFrom(0, one))) {
    refuse('regime_probs', `are not ${REGIME_NAMES.length} probabilities`);
  }
  if (Math.abs(sum - 1) > 1e-9) refuse('regime_probs', `add up to ${sum}, not 1`);
  if (!(isFrom(0, model.regime_dwell) && model.regime_dwell > 0)) refuse('regime_dwell', 'is not above 0');
  const { probability, magnitudes } = model.flash_shock;
  if (!isFrom(0, probability) || probability > 1) refuse('flash_shock.probability', 'is not from 0 to 1');
  if (!magnitudes.every((one) => isFrom(0, one))) refuse('flash_shock.magnitudes', 'hold a number below 0');
  if (probability > 0 && magnitudes.length === 0) refuse('flash_shock.magnitudes', 'are empty');
}

const isFrom = (least: number, value: number): boolean => Number.isFinite(value) && value >= least;

function refuse(key: string, what: string): never {
  throw new InputError(`market model: ${key}`, what);
}
