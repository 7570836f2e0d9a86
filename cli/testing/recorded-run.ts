// A real run in a log in memory, for specs: a backtest of the sample data, its journal line by line.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBacktest } from '@tradingbot/backtester/run';
import { loadConfig, overrideOf, strategySpecs } from '@tradingbot/config';
import type { EventLog } from '@tradingbot/event-log';
import { loadStrategies } from '@tradingbot/strategy/load';
import { storedEvent } from '../src/log/stored-event.ts';

const CHECKOUT = join(import.meta.dirname, '..', '..');

export interface RecordedRun {
  readonly run: string;
  /** The stored lines. */
  readonly lines: readonly string[];
}

/** Two weeks of `configs/config_sim.yaml` under ema-cross. */
export async function recordedRun(): Promise<RecordedRun> {
  const folder = mkdtempSync(join(tmpdir(), 'tradingbot-cli-'));
  try {
    const over = (path: readonly string[], value: unknown) => overrideOf(path, value, 'the test');
    const { config, placeOf } = loadConfig({
      path: join(CHECKOUT, 'configs', 'config_sim.yaml'),
      overrides: [
        over(['artifacts_dir'], join(folder, 'artifacts')),
        over(['logs_dir'], join(folder, 'logs')),
        over(['data', 'to'], '2024-01-15'),
        over(['strategy'], { name: 'ema-cross', params: { fast: 10, slow: 30 } }),
      ],
    });
    const strategies = await loadStrategies(strategySpecs(config), placeOf);
    const { signal } = new AbortController();
    const result = await runBacktest({ config, strategies, journal: true, onProgress: () => undefined, signal });
    const text = readFileSync(join(result.artifacts_dir, 'journal.jsonl'), 'utf8');
    return { run: result.run_id, lines: text.trimEnd().split('\n') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes the lines as a journal. @param name in place of the run's own, without a change to the lines */
export async function keep(log: EventLog, { run, lines }: RecordedRun, name: string = run): Promise<void> {
  await log.createJournal(name, undefined);
  const writer = await log.openWriter(name);
  await writer.append(lines.map(recordOf));
  await writer.close();
}

export function recordOf(line: string): Parameters<Awaited<ReturnType<EventLog['openWriter']>>['append']>[0][number] {
  const { id, type, payload } = storedEvent(line);
  return { id, type, content: JSON.stringify(payload), bodyAt: () => line };
}
