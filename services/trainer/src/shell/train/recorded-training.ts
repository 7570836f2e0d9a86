// The part of a training's configuration that makes it what it is: recorded in every model, and compared when a run is to
// go on from one.

import type { TrainConfig } from '@tradingbot/config';
import type { Json } from '@tradingbot/contracts';
import { isAbsolute, relative, sep } from 'node:path';
import { cwd } from 'node:process';

/** Keys that say where and how a training takes place, and not what it learns. */
const OPERATIONAL: readonly string[] = [
  'mode',
  'run_id',
  'timezone',
  'artifacts_dir',
  'logs_dir',
  'backend',
  'max_memory_mb',
  'checkpoint_freq',
];

/** With every default; paths are from the working directory, so that it is the same in another checkout. */
export function recordedTraining(config: TrainConfig): Readonly<Record<string, Json>> {
  const { cache: _, ...data } = config.data;
  const paths = data.paths.map((path) => (isAbsolute(path) ? relative(cwd(), path).split(sep).join('/') : path));
  const entries = Object.entries({ ...config, data: { ...data, paths } });
  // What is not set is left out.
  return JSON.parse(
    JSON.stringify(Object.fromEntries(entries.filter(([key]) => !OPERATIONAL.includes(key)))),
  ) as Readonly<Record<string, Json>>;
}
