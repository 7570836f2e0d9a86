// A market with a pattern is learnt, and one without is not: a trainer that finds something in noise has a leak.
// Both in bars that training has not seen. Seeds are fixed, so the figures never change.

import { describe, expect, test } from '@jest/globals';
import { createRandom } from '@tradingbot/core';
import { amount, marketSymbol, micros, price, qty } from '@tradingbot/domain';
import { drawNormals, type NetworkSpec } from '@tradingbot/policy';
import { plainVenue } from '@tradingbot/simulation';
import {
  createPpo,
  createSimdBackend,
  DEFAULT_BINS,
  DEFAULT_EPISODE,
  DEFAULT_REWARD,
  evaluatePolicy,
  marketEnvironment,
  NO_STRESS,
  SB3_DEFAULTS,
  SHARES_TAIL,
  type Market,
  type MarketEnvironment,
  type PpoSettings,
} from '@tradingbot/trainer';

const TRAINED_BARS = 6_000;
const UNSEEN_BARS = 3_000;
const BARS = TRAINED_BARS + UNSEEN_BARS;
/** Returns are this deviation of noise, and in a market with a pattern half of the return before. */
const NOISE = 0.01;
const MOMENTUM = 0.5;
const ENVIRONMENTS = 16;

const SETTINGS: PpoSettings = {
  ...SB3_DEFAULTS,
  totalTimesteps: 40_000,
  nSteps: 128,
  batchSize: 256,
  nEpochs: 4,
  gamma: 0.9,
  learningRate: { kind: 'constant', value: 1e-3 },
  normalizeRewards: { clip: 10 },
};

/**
 * How well weights are timed: the correlation of the weight at each close with the return of the next bar, times the
 * root of their number. Of a policy that knows nothing it is about normal with a deviation of 1.
 */
const LEARNT = 8;
const NOT_LEARNT = 3;

function momentumReturns(seed: number, momentum: number): Float64Array {
  const returns = new Float64Array(BARS);
  drawNormals(createRandom(seed), returns, BARS);
  for (let bar = 0; bar < BARS; bar++) {
    returns[bar] = NOISE * (returns[bar] ?? NaN) + momentum * (bar === 0 ? 0 : (returns[bar - 1] ?? NaN));
  }
  return returns;
}

/** The same returns in an order that tells nothing (R. Fisher and F. Yates). */
function shuffled(returns: Float64Array, seed: number): Float64Array {
  const random = createRandom(seed);
  const dealt = returns.slice();
  for (let last = dealt.length - 1; last > 0; last--) {
    const other = (random.next() >>> 0) % (last + 1);
    [dealt[last], dealt[other]] = [dealt[other] ?? NaN, dealt[last] ?? NaN];
  }
  return dealt;
}

/** A venue that takes so many basis points of each trade. */
const termsOf = (takerBps: number): Market['terms'] => ({
  instrument: { symbol: marketSymbol('BTCUSDT'), assetClass: 'crypto_spot', priceScale: 2, qtyScale: 5 },
  moneyScale: 8,
  rules: { from: micros(0), tick: price(1), lot: qty(1), minQty: qty(1), minNotional: 5 * 10 ** 7 },
  venue: plainVenue(1, { takerBps }),
  index: 0,
  limits: { costReservePpb: 200_000, maxOrderNotional: amount(0), maxPositionNotional: amount(0) },
});

/** Bars that open where the last one closed, at which the policy sees the last two returns. */
function marketOf(returns: Float64Array, terms: Market['terms'], range: Market['range']): Market {
  const first = 10_000_000;
  const close = new Float64Array(BARS);
  let last = first;
  returns.forEach((one, bar) => (close[bar] = last = Math.round(last * Math.exp(one))));
  const open = close.map((_, bar) => close[bar - 1] ?? first);
  return {
    terms,
    open,
    high: open.map((price, bar) => Math.max(price, close[bar] ?? NaN)),
    low: open.map((price, bar) => Math.min(price, close[bar] ?? NaN)),
    close,
    features: Float32Array.from({ length: 2 * BARS }, (_, i) =>
      Math.tanh((returns[Math.floor(i / 2) - (i % 2)] ?? 0) / (2 * NOISE)),
    ),
    width: 2,
    tail: SHARES_TAIL,
    range,
  };
}

function environmentOf(returns: Float64Array, takerBps: number, isUnseen: boolean): MarketEnvironment {
  const range = isUnseen ? { from: TRAINED_BARS, to: BARS } : { from: 2, to: TRAINED_BARS };
  const episode = isUnseen
    ? ({ ...DEFAULT_EPISODE, bars: null, start: 'first' } as const)
    : { ...DEFAULT_EPISODE, bars: 256 };
  const settings = {
    cash: 10_000 * 10 ** 8,
    actions: DEFAULT_BINS,
    reward: { ...DEFAULT_REWARD, turnoverPenaltyCoef: takerBps === 0 ? 0 : DEFAULT_REWARD.turnoverPenaltyCoef },
    episode,
    stress: NO_STRESS,
  };
  return marketEnvironment([marketOf(returns, termsOf(takerBps), range)], settings, isUnseen ? 1 : ENVIRONMENTS);
}

interface Judged {
  /** See above. */
  readonly timing: number;
  /** Log of what the account grew by, costs inside. */
  readonly growth: number;
}

/** Learns in the first bars, and plays the others once. */
function learnt(returns: Float64Array, takerBps: number, seed: number): Judged {
  const environment = environmentOf(returns, takerBps, false);
  const spec: NetworkSpec = {
    observations: environment.observations,
    hidden: [32, 32],
    activation: 'tanh',
    head: { kind: 'categorical', choices: 4 },
    critic: { kind: 'mean' },
  };
  const backend = createSimdBackend(spec);
  const ppo = createPpo({ settings: { ...SETTINGS, seed }, environment, backend });
  while (ppo.step < SETTINGS.totalTimesteps) ppo.iterate();

  const unseen = environmentOf(returns, takerBps, true);
  const weights: number[] = [];
  const watched: MarketEnvironment = {
    ...unseen,
    step: (actions, result) => {
      weights.push([0, 0.2, 0.6, 1][actions[0] ?? NaN] ?? NaN);
      unseen.step(actions, result);
    },
  };
  evaluatePolicy({ backend, normaliser: null, environment: watched, episodes: 1, deterministic: true, seed: 1 });
  expect(weights).toHaveLength(UNSEEN_BARS - 1);
  const later = [...returns.subarray(TRAINED_BARS + 1)];
  return {
    timing: correlation(weights, later) * Math.sqrt(weights.length),
    growth: Math.log((unseen.worths[0] ?? NaN) / 10_000),
  };
}

/** 0 where one of them never changes. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squaresA, squaresB] = [0, 0, 0];
  a.forEach((x, i) => {
    const y = b[i] ?? NaN;
    both += (x - meanA) * (y - meanB);
    squaresA += (x - meanA) ** 2;
    squaresB += (y - meanB) ** 2;
  });
  return squaresA === 0 ? 0 : both / Math.sqrt(squaresA * squaresB);
}

describe('A policy that was trained', () => {
  const planted = momentumReturns(1, MOMENTUM);

  test.each([1, 2])('times its weights in a market with momentum, and grows by it (seed %d)', (seed) => {
    const { timing, growth } = learnt(planted, 1, seed);
    expect(timing).toBeGreaterThan(LEARNT);
    expect(growth).toBeGreaterThan(1);
  });

  // Trading is free in these, so that nothing but the market keeps it from trying.
  test.each([1, 2])('times nothing where the same returns come in any order (seed %d)', (seed) => {
    expect(Math.abs(learnt(shuffled(planted, 5), 0, seed).timing)).toBeLessThan(NOT_LEARNT);
  });

  test.each([1, 2])('times nothing in a geometric random walk (seed %d)', (seed) => {
    expect(Math.abs(learnt(momentumReturns(9, 0), 0, seed).timing)).toBeLessThan(NOT_LEARNT);
  });
});
