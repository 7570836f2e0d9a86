// The observation of a policy: one implementation for the strategy, the trainer and the backtester.

export type { AccountToObserve } from './account-features.ts';
export { featureCatalog } from './catalog.ts';
export { BAR_COLUMNS, OPTIONAL_COLUMNS, type BarToObserve, type ObservationColumn } from './columns.ts';
export type { AbandonedFeature, AccountFeature, Feature, InstrumentFeature, MarketFeature } from './feature.ts';
export {
  observationPlan,
  type ObservationChoice,
  type ObservationPlan,
  type PlannedFeature,
} from './observation-plan.ts';
export { observeSeries, type SeriesColumn } from './observe-series.ts';
export { createObserver, type Observer } from './observer.ts';
export { createTailWriter, type TailWriter } from './tail-writer.ts';
