// Where bars come from: files or a generator, and the loop that waits for their chunks.

export type { BarFile } from '../core/bar-file.ts';
export type { BarGap, BarGaps } from '../core/bar-gaps.ts';
export type { Resampling } from '../core/resample/resampler.ts';
export { barCache, type BarCache } from './cache/bar-cache.ts';
export { barsFolder } from './cache/bars-folder.ts';
export { gatherBars, type Gathered, type GatheredBars, type GatherOptions } from './gather-bars.ts';
export { holdSeries, seriesOfHeld, type HeldBars, type HeldSeries } from './held-series.ts';
export { openBars, type BarsRequest, type OpenedBars } from './open-bars.ts';
export { firstInstant, playTimeline, stepTimeline, type Pause } from './play-timeline.ts';
export { surveyBars } from './survey-bars.ts';
export {
  surveyMarket,
  type MarketSettings,
  type MarketSource,
  type SurveyedMarket,
  type SurveyOptions,
} from './survey-market.ts';
