// A small run in which nearly everything happens that a simulated venue knows: slices in the middle of a bar, orders that
// take time and sometimes never arrive, stops, targets and trailing stops, full and partial fills, expiries, a kill-free
// pause, weather by the hour.

import { micros, weight } from '@tradingbot/domain';
import { plainVenue, type VenueSettings } from '@tradingbot/simulation';
import { defineStrategy, z, type StrategyInstance } from '@tradingbot/strategy';
import { anyStrategy, CATALOG, ETH, randomRows, seriesOf, usdt } from '@tradingbot/testing';
import { builtIn, runEngine, type EngineRun } from '../engine/run-engine.ts';

/** Asks for whatever can be asked for, at random. */
const restless = defineStrategy({
  name: 'restless',
  params: z.strictObject({}),
  init: () => ({ bars: 0 }),
  onBar(ctx, bar) {
    ctx.state.bars += 1;
    const dice = ctx.random();
    const near = (share: number): number => Number((bar.close * (1 + share)).toFixed(2));
    if (dice < 0.15) ctx.targetWeight(0.3 * ctx.random());
    else if (dice < 0.3) ctx.targetWeight(0.25, { limit: near(-0.004 * ctx.random()) });
    else if (dice < 0.4) ctx.targetWeight(0.25, { stop: near(0.004 * ctx.random()) });
    else if (dice < 0.5) ctx.targetWeight(0.25, { stopLimit: { stop: near(0.002), limit: near(0.004) } });
    else if (dice < 0.6) ctx.targetWeight(0.25, { trailing: 0.006 });
    else if (dice < 0.7) ctx.targetQty(0);
    if (ctx.random() < 0.3) {
      ctx.protect(
        ctx.random() < 0.5
          ? { stopLoss: near(-0.006), takeProfit: near(0.006) }
          : { trailingStop: 0.005 + 0.01 * ctx.random() },
      );
    }
  },
});

const restlessAs = (name: string): StrategyInstance => ({
  name,
  definition: anyStrategy(restless),
  params: {},
});

const hourly = (share: number): number[] => Array.from({ length: 168 }, (_, hour) => 1 + share * Math.sin(hour));

const plain = plainVenue(CATALOG.instruments.length, { takerBps: 10, makerBps: 4 });
const WEATHER: VenueSettings = {
  ...plain,
  intrabar: 'bridge',
  slippage: { ...plain.slippage, defaultSpreadBps: 4, k: 0.8, volWindow: 12, liquidityWindow: 12, maxBps: 200 },
  capacity: { ...plain.capacity, maxParticipation: 0.4 },
  latency: {
    baseMs: 90_000,
    jitterMs: 400_000,
    spikeP: 0.2,
    spikeMult: 3,
    timeoutMs: 700_000,
    retries: 1,
    volatilityGamma: 0.5,
    volWindow: 12,
    zscoreClip: 3,
    minMs: 0,
    maxMs: 5_000_000,
  },
  seasonality: { liquidity: hourly(0.5), spread: hourly(0.3), latency: hourly(0.4), interpolate: true },
};

const BARS = 60;

/** @param chunkSize rows that the feed gives at once */
export const richRun = (chunkSize?: number): Promise<EngineRun> =>
  runEngine(
    [seriesOf(randomRows(21, BARS), undefined, chunkSize), seriesOf(randomRows(22, BARS, 400), ETH, chunkSize)],
    {
      cash: usdt('1000'),
      maxPositionNotional: usdt('700'),
      dailyLossLimit: usdt('40'),
      strategies: [
        restlessAs('restless'),
        restlessAs('again'),
        builtIn('bracket', { bars: 5, atr: 4, weight: 0.2 }),
      ],
      venue: WEATHER,
      execution: {
        profile: { kind: 'vwap', slices: Array.from({ length: 4 }, () => weight(250_000_000)) },
        ttlSteps: 6,
        largeOrders: { threshold: usdt('240'), algo: 'twap', parts: 3, interval: micros(2_400_000_000) },
      },
    },
  );
