// `live --dry-run --speed max`: milliseconds for a bar without a decision and with some, from the times at which the log
// took the events; and from a bar's close to the order at the venue's door.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { openDevStack } from '@tradingbot/dev-stack';
import { makeScratchHome } from '@tradingbot/dev-stack/testing';
import pg from 'pg';
import { machine } from './machine.ts';

const ROOT = join(import.meta.dirname, '..');
const REAL = join(ROOT, '..', 'shared', 'data', 'crypto', 'BTCUSDT_1h.parquet');
const SAMPLE = join(ROOT, 'data', 'sample', 'BTCUSDT_1h.parquet');

interface Row {
  readonly type: string;
  readonly at: number;
  readonly isDecision: boolean;
}

export async function benchLockstep(): Promise<void> {
  const data = existsSync(REAL) ? REAL : SAMPLE;
  console.log(JSON.stringify({ bench: 'lockstep', data: data === REAL ? 'recorded' : 'sample', machine: machine() }));
  const { home, remove } = makeScratchHome();
  const servers = await openDevStack({ home });
  try {
    const args = [
      '--config',
      'configs/config_sim.yaml',
      '--data',
      data,
      '--strategy',
      'ema-cross',
      '--json',
      '--quiet',
    ];
    const folders = ['--set', `artifacts_dir=${join(home, 'artifacts')}`, `logs_dir=${join(home, 'logs')}`];
    const bin = join(ROOT, 'cli', 'bin', 'tradingbot.js');
    const { status, stderr } = spawnSync(process.execPath, [bin, 'live', '--dry-run', ...args, ...folders], {
      cwd: ROOT,
      env: { ...process.env, TRADINGBOT_HOME: home },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    reportBars(await rowsOf(servers.postgresUrl));
  } finally {
    await servers.close();
    await remove();
  }
}

async function rowsOf(url: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ type: string; at: string; body: string }>(
    'select type, extract(epoch from recorded_at) * 1000 as at, left(body, 12) as body from tradingbot.events order by position',
  );
  await client.end();
  return rows.map(({ type, at, body }) => ({ type, at: Number(at), isDecision: !body.startsWith('{"cause":0,') }));
}

/** A bar lasts from one close to the next; with one symbol there is one close at an instant. */
function reportBars(rows: readonly Row[]): void {
  const without: number[] = [];
  const withSome: number[] = [];
  const toOrder: number[] = [];
  let bar: { at: number; decisions: number } | undefined;
  for (const { type, at, isDecision } of rows) {
    if (isDecision && bar !== undefined) bar.decisions += 1;
    if (type === 'order.submitted' && bar !== undefined) toOrder.push(at - bar.at);
    if (type !== 'md.bar') continue;
    if (bar !== undefined) (bar.decisions === 0 ? without : withSome).push(at - bar.at);
    bar = { at, decisions: 0 };
  }
  const line = (path: string, times: number[], figure: number, budget: number, more = {}): void =>
    console.log(
      JSON.stringify({
        bench: 'lockstep',
        path,
        samples: times.length,
        mean_ms: mean(times),
        p50_ms: at(times, 0.5),
        p99_ms: at(times, 0.99),
        budget_ms: budget,
        of_budget: Number((budget / figure).toFixed(2)),
        ...more,
        load: machine().load,
      }),
    );
  line('bar without a decision, mean', without, mean(without), 4);
  line('bar with decisions, mean', withSome, mean(withSome), 12);
  line('bar closed → order in the log, p50', toOrder, at(toOrder, 0.5), 10, { budget_p99_ms: 30 });
}

const mean = (times: readonly number[]): number =>
  Number((times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length)).toFixed(2));
const at = (times: readonly number[], share: number): number =>
  Number(([...times].sort((a, b) => a - b)[Math.floor(share * (times.length - 1))] ?? 0).toFixed(2));
