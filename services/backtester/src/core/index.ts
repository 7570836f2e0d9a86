// Runs all cores in one process over a timeline of bars.

export { createEngine, startCores, UNKEPT, type Engine, type EngineSetup, type RunIdentity } from './engine.ts';
export type { EquityStatistics } from './equity-statistics.ts';
export { createRecorder, NO_SINK, type Recorder, type RecordSink, type RunFigures } from './recorder.ts';
export type { RoundTrip } from './round-trips.ts';
