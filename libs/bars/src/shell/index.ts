// Where bars come from: files or a generator, and the loop that waits for their chunks.

export type { BarFile } from '../core/bar-file.ts';
export { openBars, type BarsRequest, type OpenedBars } from './open-bars.ts';
export { firstInstant, playTimeline, stepTimeline, type Pause } from './play-timeline.ts';
export { surveyBars } from './survey-bars.ts';
export { surveyMarket, type MarketSettings, type MarketSource, type SurveyedMarket } from './survey-market.ts';
