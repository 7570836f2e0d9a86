// Journals in the log: opened, gone on with, replayed, and turned into results.

export { runBacktestFromJournal } from './backtest-journal.ts';
export { productCodeHash, productVersion } from './code-hash.ts';
export { openJournal, type OpenedJournal, type OpenJournalRequest } from './open-journal.ts';
export { planRun, startTimeOf, type PlanRequest, type RunPlan } from './plan-run.ts';
export { manifestOfJournal } from './read-journal.ts';
export { recordedResults, type RecordedResultsRequest } from './recorded-results.ts';
export { replayJournal, type ReplayRequest } from './replay-journal.ts';
export type { FirstDifference, ShownDecision, ShownEvent, Verdict } from './verdict.ts';
