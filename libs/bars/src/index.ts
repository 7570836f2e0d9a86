// Bars as columns, and the timeline that merges them.

export type { CorporateAction } from './core/actions/corporate-action.ts';
export type { BarGap, BarGaps } from './core/bar-gaps.ts';
export type { BarChunk, BarPath, BarSeries } from './core/bar-series.ts';
export type { Resampling } from './core/resample/resampler.ts';
export { generateBars, type GeneratorOptions, type SharedMarket } from './core/generator/generate-bars.ts';
export type { GeneratorSettings } from './core/generator/generated-market.ts';
export { generatedSeries, type GeneratedSeries } from './core/generator/generated-series.ts';
export {
  checkMarketModel,
  DEFAULT_MARKET_MODEL,
  REGIME_NAMES,
  type FlashShock,
  type MarketModel,
  type Regime,
  type RegimeName,
} from './core/generator/market-model.ts';
export type { PriceJump, PriceJumps } from './core/price-jumps.ts';
export type { TimelineListener } from './core/timeline.ts';
