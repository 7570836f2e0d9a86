// The simulated venue.

export { feeFor, ppbFromBps, slippedPrice, type TradingCosts } from './costs.ts';
export { venueSim } from './venue-sim.ts';
