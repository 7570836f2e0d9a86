// The simulated venue.

export { ppbFromBps, slippedPrice } from './costs.ts';
export { marketPrice } from './intrabar-price.ts';
export { drawLatency, volatilityFactor, type Latency } from './latency.ts';
export { bridgeNormal, latencyRandom } from './order-draws.ts';
export { feelessVenue, plainVenue, type PlainCosts } from './plain-venue.ts';
export { boundedMultiplierAt, hourOfWeek, HOURS_OF_WEEK, multiplierAt } from './seasonality.ts';
export type {
  CapacitySettings,
  DynamicSpread,
  FeeRates,
  FeeSettings,
  ImpactSettings,
  IntrabarModel,
  LatencySettings,
  RegulatoryFees,
  SeasonalitySettings,
  SlippageSettings,
  VenueSettings,
} from './venue-settings.ts';
export { venueSim } from './venue-sim.ts';
