// Runs all cores in one process over a timeline of bars.

export { coresOf } from './cores-of.ts';
export { createDoneMarks, type DoneMarks } from './done-marks.ts';
export { createEngine, startCores, UNKEPT, type Engine, type EngineSetup } from './engine.ts';
export type { EquityStatistics } from './equity-statistics.ts';
export { factOf, type Fact } from './fact.ts';
export { createJournalBooks, type JournalBooks } from './journal-books.ts';
export {
  CORE_RANKS,
  freshState,
  manifestOf,
  openingFacts,
  type OpeningState,
  type RunIdentity,
  type StandingCommand,
} from './opening.ts';
export type { PartFigures } from './part-totals.ts';
export { createRecorder, NO_SINK, type Recorder, type RecordSink } from './recorder.ts';
export type { ExitReason, RoundTrip } from './round-trips.ts';
export type { CountsByCode, HeldPosition, PartWithPnl, RunFigures, TripsOfMonth } from './run-figures.ts';
export { settle, type Runners } from './settle.ts';
