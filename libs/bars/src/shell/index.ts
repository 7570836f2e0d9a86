// Where bars come from: files, and the loop that waits for their chunks.

export type { BarFile } from '../core/bar-file.ts';
export { openBars, type BarsRequest, type OpenedBars } from './open-bars.ts';
export { playTimeline } from './play-timeline.ts';
export { surveyBars } from './survey-bars.ts';
