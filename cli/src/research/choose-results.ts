// Which folder of results is meant by a path, an id, the beginning of one, or `latest`.

import { didYouMean } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface StoredResults {
  readonly runId: string;
  readonly path: string;
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly manifest: Readonly<Record<string, unknown>>;
}

const METRICS = 'metrics.json';

/**
 * @param option what carried the name, for the refusal
 * @throws InputError when no folder, or more than one, is meant, and when it holds no results of a run
 */
export function resultsOf(artifactsDir: string, name: string, option: string): StoredResults {
  const path = realpathSync(folderOf(artifactsDir, name, option));
  const metrics = join(path, METRICS);
  if (!existsSync(metrics)) {
    throw new InputError(`${option} ${name}`, `holds no ${METRICS}`, 'sweeps and studies cannot be compared with runs');
  }
  const manifest = join(path, 'manifest.json');
  return { runId: basename(path), path, metrics: read(metrics), manifest: existsSync(manifest) ? read(manifest) : {} };
}

function folderOf(artifactsDir: string, name: string, option: string): string {
  if (name === 'latest') return latestRun(artifactsDir, option);
  if (/[/\\]/.test(name) && isFolder(name)) return name;
  const runs = runsIn(artifactsDir);
  if (runs.includes(name)) return join(artifactsDir, name);
  const begun = runs.filter((run) => name !== '' && run.startsWith(name));
  const [only] = begun;
  if (only !== undefined && begun.length === 1) return join(artifactsDir, only);
  if (only !== undefined) {
    throw new InputError(`${option} ${name}`, `${begun.length} runs begin so`, `such as ${begun.slice(-3).join(', ')}`);
  }
  throw new InputError(
    `${option} ${name}`,
    `there are no such results in ${artifactsDir}`,
    runs.length === 0 ? 'tradingbot backtest makes some' : didYouMean(name, ['latest', ...runs.slice(-5).reverse()]),
  );
}

/** Where the link leads, or else the last folder that a run has left: the link may stand at a sweep. */
function latestRun(artifactsDir: string, option: string): string {
  const linked = join(artifactsDir, 'latest');
  if (existsSync(join(linked, METRICS))) return linked;
  const last = runsIn(artifactsDir)
    .filter((run) => existsSync(join(artifactsDir, run, METRICS)))
    .at(-1);
  if (last !== undefined) return join(artifactsDir, last);
  throw new InputError(`${option} latest`, `there are no results in ${artifactsDir}`, 'tradingbot backtest makes some');
}

/** In the order of their ids, which is that of their starts. */
function runsIn(artifactsDir: string): string[] {
  if (!isFolder(artifactsDir)) return [];
  return readdirSync(artifactsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function read(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch {
    throw new InputError(path, 'is no JSON document', 'run the backtest again');
  }
}
