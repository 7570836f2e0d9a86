// Venues without weather, for tests, benchmarks and whoever starts from nothing: flat costs, no latency, no end to bars.

import { amount } from '@tradingbot/domain';
import { ppbFromBps } from './costs.ts';
import type { VenueSettings } from './venue-settings.ts';

export interface PlainCosts {
  readonly takerBps?: number;
  readonly makerBps?: number;
  readonly slippageBps?: number;
  /** Never fill outside the bar; on unless it is turned off. */
  readonly clip?: boolean;
}

/** A venue with flat costs; what is left out is free. */
export function plainVenue(
  instruments: number,
  { takerBps = 0, makerBps = 0, slippageBps = 0, clip = true }: PlainCosts,
): VenueSettings {
  const rates = { makerPpb: ppbFromBps(makerBps), takerPpb: ppbFromBps(takerBps) };
  const perInstrument = Array.from({ length: instruments });
  return {
    intrabar: 'open',
    clipToBar: clip,
    strictOpenFill: false,
    fees: {
      rates: perInstrument.map(() => rates),
      settlement: 'quote',
      bnbInstrument: -1,
      rounding: 'up',
      steps: perInstrument.map(() => ''),
      minimum: amount(0),
      maximum: amount(0),
      regulatory: undefined,
    },
    slippage: {
      flatBps: slippageBps,
      defaultSpreadBps: 0,
      minHalfSpreadBps: 0,
      dynamicSpread: undefined,
      k: 0,
      volWindow: 0,
      liquidityWindow: 0,
      eps: 1e-12,
      impact: undefined,
      maxBps: Infinity,
    },
    capacity: {
      maxParticipation: 0,
      advFraction: 0,
      floorBase: 0,
      advBase: perInstrument.map(() => 0),
      advWindowDays: 30,
    },
    latency: undefined,
    seasonality: undefined,
  };
}

/** A venue where trading costs nothing. */
export const feelessVenue = (instruments: number): VenueSettings => plainVenue(instruments, {});
