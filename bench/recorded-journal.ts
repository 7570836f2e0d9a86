// A finished journal of about a million events in a Postgres of its own: a generated market through the engine, then into
// the log as the sequencer would have written it.

import { spawnSync } from 'node:child_process';
import { createReadStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { lineType, openLine } from '@tradingbot/contracts';
import { openDevStack } from '@tradingbot/dev-stack';
import { makeScratchHome } from '@tradingbot/dev-stack/testing';
import type { NewRecord } from '@tradingbot/event-log';
import { connectPostgresLog, migrate } from '@tradingbot/event-log/postgres';

export const ROOT = join(import.meta.dirname, '..');
export const BIN = join(ROOT, 'cli', 'bin', 'tradingbot.js');
const BARS = 150_000;
const BATCH = 500;

export interface RecordedJournal {
  readonly journal: string;
  readonly events: number;
  /** The configuration file of the run. */
  readonly config: string;
  readonly postgresUrl: string;
  readonly natsUrl: string;
  close(): Promise<void>;
}

export async function recordJournal(): Promise<RecordedJournal> {
  const { home, remove } = makeScratchHome();
  mkdirSync(home, { recursive: true });
  const config = join(home, 'bench.yaml');
  writeFileSync(config, CONFIG(home));
  const run = spawnSync(process.execPath, [BIN, 'backtest', '--config', config, '--journal', '--json', '--quiet'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const { artifacts_dir: folder, run_id: journal } = JSON.parse(run.stdout) as {
    artifacts_dir: string;
    run_id: string;
  };
  const servers = await openDevStack({ home });
  await migrate({ url: servers.postgresUrl, schema: 'tradingbot' });
  const log = await connectPostgresLog({ url: servers.postgresUrl, schema: 'tradingbot', role: 'writer' });
  await log.createJournal(journal, undefined);
  const writer = await log.openWriter(journal);
  let batch: NewRecord[] = [];
  const file = join(folder, 'journal.jsonl');
  for await (const line of createInterface({ input: createReadStream(file) })) {
    batch.push(recordOf(line));
    if (batch.length < BATCH) continue;
    await writer.append(batch);
    batch = [];
  }
  await writer.append(batch);
  const events = writer.head.position;
  await writer.close();
  await log.close();
  rmSync(file);
  return {
    journal,
    events,
    config,
    postgresUrl: servers.postgresUrl,
    natsUrl: servers.natsUrl,
    async close() {
      await servers.close();
      await remove();
    },
  };
}

function recordOf(line: string): NewRecord {
  const { id } = JSON.parse(line) as { id: string };
  return { id, type: lineType(line), content: openLine(line).payload, bodyAt: () => line };
}

const CONFIG = (home: string): string => `
artifacts_dir: ${JSON.stringify(join(home, 'artifacts'))}
logs_dir: ${JSON.stringify(join(home, 'logs'))}
seed: 3
data: {generator: {symbols: [BTCUSDT, ETHUSDT, SOLUSDT], timeframe: 1h, from: 2021-01-01, bars: ${BARS}}}
portfolio: {cash: 10000}
fees: {maker_bps: 1, taker_bps: 1}
strategy: {name: ema-cross, params: {fast: 20, slow: 50, weight: 0.3}}
`;
