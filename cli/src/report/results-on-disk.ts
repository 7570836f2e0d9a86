// The report that lies beside a run's results.

import { existsSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LATEST } from '../log/choose-run.ts';

export interface FoundReport {
  readonly run: string;
  /** Of the results. */
  readonly folder: string;
  readonly path: string;
}

const REPORT = 'report.html';

/** @param run the name of its folder, or latest; @returns undefined where there is no report */
export function resultsOnDisk(artifactsDir: string, run: string): FoundReport | undefined {
  // A run is a folder right there, never a way out of it.
  if (run !== basename(run)) return undefined;
  const link = join(artifactsDir, LATEST);
  const name = run === LATEST && existsSync(link) ? basename(readlinkSync(link)) : run;
  const folder = join(artifactsDir, name);
  const path = join(folder, REPORT);
  return existsSync(path) ? { run: name, folder, path } : undefined;
}
