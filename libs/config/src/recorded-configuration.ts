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
  'eval',
] as const;

/** All that decisions hang on: the same on another machine, in another stack, at another speed. */
export type RecordedConfiguration = Omit<RunConfig, (typeof OPERATIONAL_KEYS)[number] | 'data'> & {
  readonly data: Omit<RunConfig['data'], 'cache'>;
};

export function recordedConfiguration(config: RunConfig): RecordedConfiguration {
  const operational: readonly string[] = OPERATIONAL_KEYS;
  // Bars are the same ones, kept or not.
  const { cache: _, ...data } = config.data;
  const entries = Object.entries({ ...config, data }).filter(([key]) => !operational.includes(key));
  return Object.fromEntries(entries) as unknown as RecordedConfiguration;
}
