// The report that lies beside a run's results.

import { InputError } from '@tradingbot/domain';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LATEST } from '../log/choose-run.ts';

export interface FoundReport {
  readonly run: string;
  /** Of the results. */
  readonly folder: string;
  readonly path: string;
}

const REPORT = 'report.html';

/**
 * @param run the name of its folder, the beginning of one, or latest
 * @returns undefined where there is no report
 * @throws InputError when several names begin so
 */
export function resultsOnDisk(artifactsDir: string, run: string): FoundReport | undefined {
  // A run is a folder right there, never a way out of it.
  if (run !== basename(run)) return undefined;
  const link = join(artifactsDir, LATEST);
  const name = run === LATEST && existsSync(link) ? basename(readlinkSync(link)) : begunWith(artifactsDir, run);
  const folder = join(artifactsDir, name);
  const path = join(folder, REPORT);
  return name !== '' && existsSync(path) ? { run: name, folder, path } : undefined;
}

/** The one folder with a report whose name begins so; `run` itself when it is one, or none begins so. */
function begunWith(artifactsDir: string, run: string): string {
  if (run === '' || existsSync(join(artifactsDir, run)) || !existsSync(artifactsDir)) return run;
  const begun = readdirSync(artifactsDir)
    .filter((name) => name.startsWith(run) && existsSync(join(artifactsDir, name, REPORT)))
    .sort();
  if (begun.length < 2) return begun[0] ?? run;
  throw new InputError(`--run ${run}`, `${begun.length} runs begin so`, `such as ${begun.slice(-3).join(', ')}`);
}
