// A run of a configuration that is given as keys, in a folder of its own: its events, its files, or its refusal.

import { runBacktest } from '@tradingbot/backtester/run';
import { explainIssue, RunConfigSchema, strategySpecs, withTables, type RunConfig } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { loadStrategies } from '@tradingbot/strategy/load';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SeenRun {
  readonly refusal: string;
  /** What the events say, one per line; not the configuration, which the first of them repeats. */
  readonly events: string;
  /** The names of folders, and the files that a run leaves but for those that repeat configuration or events. */
  readonly output: string;
}

const placeOf = (path: readonly (string | number)[]): string => path.join('.');

/** @throws InputError for what the schema refuses */
export function configOfKeys(keys: unknown): RunConfig {
  const parsed = RunConfigSchema.safeParse(keys);
  if (parsed.success) return withTables(parsed.data, placeOf);
  const { path, what, mend } = explainIssue(RunConfigSchema, keys, parsed.error.issues);
  throw new InputError(path.map(String).join('.'), what, mend);
}

export async function runOfKeys(keys: unknown): Promise<SeenRun> {
  const folder = mkdtempSync(join(tmpdir(), 'key-'));
  const home = process.env['TRADINGBOT_HOME'];
  process.env['TRADINGBOT_HOME'] = join(folder, 'home');
  try {
    return await runIn(folder, configOfKeys(keys));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { refusal: error.message, events: '', output: '' };
  } finally {
    if (home === undefined) delete process.env['TRADINGBOT_HOME'];
    else process.env['TRADINGBOT_HOME'] = home;
    rmSync(folder, { recursive: true });
  }
}

async function runIn(folder: string, stated: RunConfig): Promise<SeenRun> {
  const config = {
    ...stated,
    artifacts_dir: join(folder, stated.artifacts_dir),
    logs_dir: join(folder, stated.logs_dir),
  };
  const strategies = await loadStrategies(strategySpecs(config), placeOf);
  const { signal } = new AbortController();
  const result = await runBacktest({ config, strategies, journal: true, onProgress: () => undefined, signal });
  const read = (name: string): string => readFileSync(join(result.artifacts_dir, name), 'utf8');
  const files = readdirSync(result.artifacts_dir).filter((name) => !REPEATING.includes(name));
  const named = result.run_id === stated.run_id ? result.run_id : '';
  return {
    refusal: '',
    events: read('journal.jsonl').trimEnd().split('\n').map(sayingOf).join('\n'),
    output: [...readdirSync(folder), named, ...result.warnings, ...files.map((name) => `${name}\n${read(name)}`)].join(
      '\n',
    ),
  };
}

/** Files that repeat the configuration, its hash, or the events. */
const REPEATING = ['manifest.json', 'journal.jsonl', 'report.html'];

/** What an event says: without the name of its run, which hangs on the configuration, and the configuration itself. */
function sayingOf(line: string): string {
  const { type, time, payload } = JSON.parse(line) as { type: string; time: number; payload: Record<string, unknown> };
  if (type !== 'run.manifest') return JSON.stringify([type, time, payload]);
  const { instruments, strategies, currency } = payload['manifest'] as Record<string, unknown>;
  return JSON.stringify([type, time, instruments, strategies, currency]);
}
