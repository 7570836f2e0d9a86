// Venues and ways of execution at random. What must be met by every market in turn goes by the market's number, so that
// no choice is left out; the rest is drawn.

import { amount, micros, type Timeframe } from '@tradingbot/domain';
import type { ExecutionProfile, ExecutionSettings, LargeOrders } from '@tradingbot/execution';
import type { IntrabarModel, VenueSettings } from '@tradingbot/simulation';
import type { Dice } from './dice.ts';

export const MODELS: readonly IntrabarModel[] = ['open', 'close', 'mid', 'linear', 'ohlc', 'bridge', 'reference'];
const SIXTHS = [166_666_667, 166_666_667, 166_666_667, 166_666_667, 166_666_666, 166_666_666];
const UNEVEN = [400_000_000, 50_000_000, 250_000_000, 300_000_000];

export const PROFILES: readonly (readonly [name: string, profile: ExecutionProfile])[] = [
  ['market', { kind: 'market' }],
  ['vwap', { kind: 'vwap', slices: SIXTHS }],
  ['vwap by volume', { kind: 'vwap', slices: UNEVEN }],
  ['limit-mid aggressive', { kind: 'limit-mid', offsetPpb: 2_000_000 }],
  ['limit-mid passive', { kind: 'limit-mid', offsetPpb: -3_000_000 }],
];

export function randomExecution(number: number, dice: Dice, step: Timeframe): ExecutionSettings {
  const [, profile] = PROFILES[number % PROFILES.length] as (typeof PROFILES)[number];
  return {
    equityInterval: micros(step),
    step,
    profile,
    timeInForce: dice.oneOf(['GTC', 'GTC', 'IOC', 'FOK']),
    ttlSteps: dice.oneOf([0, 0, 1, 3]),
    largeOrders: dice.chance(0.4) ? randomLargeOrders(dice, step) : undefined,
  };
}

function randomLargeOrders(dice: Dice, step: number): LargeOrders {
  const threshold = amount(dice.whole(50, 2_000) * 100_000_000);
  const interval = micros(Math.max(1_000_000, Math.floor(step / dice.whole(2, 7) / 1_000_000) * 1_000_000));
  switch (dice.whole(0, 2)) {
    case 0:
      return { threshold, algo: 'twap', parts: dice.whole(2, 5), interval };
    case 1:
      return {
        threshold,
        algo: 'pov',
        participationPpb: dice.whole(50_000_000, 500_000_000),
        interval,
        minChildNotional: amount(dice.whole(5, 500) * 100_000_000),
      };
    default:
      return { threshold, algo: 'vwap', slices: dice.chance(0.5) ? SIXTHS : UNEVEN };
  }
}

export function randomVenue(number: number, dice: Dice, length: number): VenueSettings {
  const intrabar = MODELS[Math.floor(number / PROFILES.length) % MODELS.length] as IntrabarModel;
  const settlement = dice.oneOf(['quote', 'quote', 'received', 'bnb'] as const);
  return {
    intrabar,
    clipToBar: dice.chance(0.5),
    strictOpenFill: dice.chance(0.15),
    fees: {
      rates: [randomRates(dice), randomRates(dice)],
      settlement,
      bnbInstrument: settlement === 'bnb' ? 1 : -1,
      rounding: dice.oneOf(['up', 'up', 'nearest', 'down']),
      steps: dice.chance(0.2) ? ['0.01', '0.01'] : ['', ''],
      minimum: amount(settlement === 'quote' && dice.chance(0.2) ? 35_000_000 : 0),
      maximum: amount(settlement === 'quote' && dice.chance(0.2) ? 90_000_000 : 0),
      regulatory:
        settlement === 'quote' && dice.chance(0.2)
          ? { secPpb: 27_800, tafPerShare: amount(16_600), tafMaximum: amount(830_000_000) }
          : undefined,
    },
    slippage: {
      flatBps: dice.oneOf([0, 0, 1, 5, 12.5]),
      defaultSpreadBps: dice.oneOf([0, 2, 7]),
      minHalfSpreadBps: dice.oneOf([0, 0, 1.5]),
      dynamicSpread: dice.chance(0.3)
        ? { alphaBps: 1, betaCoef: 0.1, minBps: 0.5, maxBps: 20, smoothingAlpha: dice.oneOf([1, 0.3]) }
        : undefined,
      k: dice.oneOf([0, 0.1, 0.5]),
      volWindow: dice.oneOf([3, 20]),
      liquidityWindow: dice.oneOf([1, 4]),
      eps: 1e-6,
      impact: dice.chance(0.3) ? { sqrtCoeff: 3, linearCoeff: 10, powerCoefficient: 2, powerExponent: 1.5 } : undefined,
      maxBps: dice.oneOf([10_000, 100, 20]),
    },
    capacity: {
      maxParticipation: dice.chance(0.3) ? dice.oneOf([0.05, 0.5]) : 0,
      advFraction: dice.chance(0.15) ? 0.1 : 0,
      floorBase: dice.chance(0.3) ? 0.01 : 0,
      advBase: dice.chance(0.3) ? [1000, 20_000] : [0, 0],
      advWindowDays: dice.oneOf([1, 30]),
    },
    latency: dice.chance(0.6) ? randomLatency(dice, length) : undefined,
    seasonality: dice.chance(0.4) ? randomSeasonality(dice) : undefined,
  };
}

const randomRates = (dice: Dice) => ({
  makerPpb: dice.whole(0, 1_000_000),
  takerPpb: dice.whole(0, 2_000_000),
});

/** From a blink to more than a bar. */
function randomLatency(dice: Dice, length: number): VenueSettings['latency'] {
  const baseMs = dice.oneOf([1, 250, 3000, Math.floor(length / 2500), Math.floor(length / 800)]);
  return {
    baseMs,
    jitterMs: dice.oneOf([0, 100, 2000, Math.floor(length / 3000)]),
    spikeP: dice.oneOf([0, 0.3]),
    spikeMult: 4,
    timeoutMs: dice.oneOf([1_000_000_000, baseMs, baseMs + 500]),
    retries: dice.whole(0, 2),
    volatilityGamma: dice.oneOf([0, 0.2]),
    volWindow: 4,
    zscoreClip: 3,
    minMs: dice.oneOf([0, 0, 5]),
    maxMs: dice.oneOf([1_000_000_000, 1_000_000_000, 60_000]),
  };
}

function randomSeasonality(dice: Dice): VenueSettings['seasonality'] {
  const week = (least: number, most: number): number[] =>
    Array.from({ length: 168 }, () => dice.whole(least, most) / 8);
  return {
    liquidity: week(0, 20),
    spread: week(2, 20),
    latency: dice.chance(0.5) ? week(0, 24) : [],
    interpolate: dice.chance(0.5),
  };
}
