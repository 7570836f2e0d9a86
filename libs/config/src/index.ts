// What a run is configured with: the keys, the files they stand in, and the instruments they name.

export { EXECUTION_PROFILES, profileTimeframe, type ExecutionProfileName } from './blocks/execution-profile.ts';
export type { SymbolFees } from './blocks/fees.ts';
export { windowOf } from './blocks/no-trade.ts';
export { MOST_SLIPPAGE_BPS } from './blocks/slippage.ts';
export { ALIASES } from './aliases.ts';
export { catalogOf, configOfManifest } from './config-of-manifest.ts';
export { configWarnings } from './config-warnings.ts';
export { configuredSymbols } from './configured-symbols.ts';
export { feeRatesOf, feesOfSymbol, type RatesInBps } from './fee-rates.ts';
export { BNB, feeWarnings } from './fee-scope.ts';
export { explainIssue, shown, type Complaint } from './explain-issue.ts';
export { keyFacts, type KeyFacts } from './key-facts.ts';
export { REFUSED_KEYS, type RefusedKey } from './refused-keys.ts';
export { resolveInstruments, type ResolvedInstruments } from './resolve-instruments.ts';
export { loadConfig, openConfig, type ConfigDraft, type Draft, type LoadedConfig } from './load-config.ts';
export { didYouMean, nearest } from './nearest.ts';
export { refuseMissingFile } from './nearest-file.ts';
export { overrideOf, parseAssignment, type Override } from './override.ts';
export { recordedConfiguration, type RecordedConfiguration } from './recorded-configuration.ts';
export { RunConfigSchema, type RunConfig } from './run-config.ts';
export { serverAddresses, type ServerAddresses } from './server-addresses.ts';
export { strategySpecs, type StrategySpec } from './strategy-specs.ts';
export {
  loadTrainConfig,
  openTrainConfig,
  type LoadedTrainConfig,
  type TrainConfigDraft,
} from './training/load-train-config.ts';
export { EVALUATION_METRICS, TrainConfigSchema, type TrainConfig } from './training/train-config.ts';
export type { AdversarialConfig } from './training/adversarial.ts';
export type { PopulationConfig } from './training/population.ts';
export { REFUSED_TRAINING_KEYS } from './training/refused-training-keys.ts';
export type { TrainingParams } from './training/training-params.ts';
export { withTables } from './tables/with-tables.ts';
export type { KeyPath, PlaceOf } from './yaml-tree.ts';
