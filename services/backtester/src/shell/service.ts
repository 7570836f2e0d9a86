// The backtester as a service: follows a live run and gathers its results.

export { createResultsFollower, type FollowedRun, type ResultFolders, type ResultsFollower } from './follow-results.ts';
export { resultsService, type ResultsAnswer } from './results-service.ts';
