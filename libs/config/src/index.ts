// What a run is configured with: the keys, the files they stand in, and the instruments they name.

export { catalogOf, configOfManifest } from './config-of-manifest.ts';
export { configuredSymbols } from './configured-symbols.ts';
export { explainIssue, shown, type Complaint } from './explain-issue.ts';
export { resolveInstruments, type ResolvedInstruments } from './resolve-instruments.ts';
export { loadConfig, openConfig, type ConfigDraft, type LoadedConfig } from './load-config.ts';
export { didYouMean, nearest } from './nearest.ts';
export { refuseMissingFile } from './nearest-file.ts';
export { overrideOf, parseAssignment, type Override } from './override.ts';
export { recordedConfiguration, type RecordedConfiguration } from './recorded-configuration.ts';
export { RunConfigSchema, type RunConfig } from './run-config.ts';
export { serverAddresses, type ServerAddresses } from './server-addresses.ts';
export { strategySpecs, type StrategySpec } from './strategy-specs.ts';
export type { KeyPath, PlaceOf } from './yaml-tree.ts';
