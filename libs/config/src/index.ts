// What a run is configured with: the keys, the files they stand in, and the instruments they name.

export { explainIssue, shown, type Complaint } from './explain-issue.ts';
export { resolveInstruments, type ResolvedInstruments } from './resolve-instruments.ts';
export { loadConfig, openConfig, type ConfigDraft, type LoadedConfig } from './load-config.ts';
export { didYouMean, nearest } from './nearest.ts';
export { refuseMissingFile } from './nearest-file.ts';
export { overrideOf, parseAssignment, type Override } from './override.ts';
export { RunConfigSchema, type RunConfig } from './run-config.ts';
export { strategySpecs, type StrategySpec } from './strategy-specs.ts';
export type { KeyPath, PlaceOf } from './yaml-tree.ts';
