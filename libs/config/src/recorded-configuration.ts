// The part of a configuration that is recorded with a run and makes up its identity.

import type { RunConfig } from './run-config.ts';

/** Keys that say where and how a run takes place, and not what it decides. */
export const OPERATIONAL_KEYS = [
  'run_id',
  'artifacts_dir',
  'logs_dir',
  'stack',
  'bus',
  'log',
  'speed',
  'all_profiles',
  'profiles',
  'metrics',
] as const;

/** All that decisions hang on: the same on another machine, in another stack, at another speed. */
export type RecordedConfiguration = Omit<RunConfig, (typeof OPERATIONAL_KEYS)[number]>;

export function recordedConfiguration(config: RunConfig): RecordedConfiguration {
  const operational: readonly string[] = OPERATIONAL_KEYS;
  return Object.fromEntries(
    Object.entries(config).filter(([key]) => !operational.includes(key)),
  ) as unknown as RecordedConfiguration;
}
