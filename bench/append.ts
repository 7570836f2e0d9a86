// The log in Postgres, at its port: durable appends, their latency under steady load, and reading with the chain checked.
// Postgres runs as it should: fsync on. Of each figure the median of some rounds is given.

import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startTestPostgres } from '@tradingbot/dev-stack/testing';
import { verifyJournal, type EventLog, type JournalWriter, type NewRecord } from '@tradingbot/event-log';
import { connectPostgresLog, migrate } from '@tradingbot/event-log/postgres';
import { machine } from './machine.ts';

const ROUNDS = 5;
const BATCH = 64;
const ROUND_EVENTS = 128_000;
const STEADY_RATE = 5_000;
const STEADY_SECONDS = 10;
const PAGE = 1_000;
const JOURNAL = '20261123T064000-0123abcd';

const BUDGET = { append: 30_000, steadyP99Ms: 20, verify: 150_000, read: 200_000 };

export async function benchAppend(): Promise<void> {
  const postgres = await startTestPostgres();
  const target = { url: postgres.url, schema: 'tradingbot_bench' };
  await migrate(target);
  const log = await connectPostgresLog({ ...target, role: 'writer' });
  try {
    await log.createJournal(JOURNAL, undefined);
    const writer = await log.openWriter(JOURNAL);
    const bytes = eventsAfter(0, 1)[0]?.bodyAt(1).length;
    print({ rounds: ROUNDS, body_bytes: bytes, fsync_ms: fsyncMs(), machine: machine() });
    await appendFlatOut(writer);
    await appendSteadily(writer);
    await verify(log);
    await readPages(log);
  } finally {
    await log.close();
    await postgres.stop();
  }
}

async function appendFlatOut(writer: JournalWriter): Promise<void> {
  const round = async (): Promise<number> => {
    for (let left = ROUND_EVENTS; left > 0; left -= BATCH) {
      await writer.append(eventsAfter(writer.head.position, BATCH));
    }
    return ROUND_EVENTS;
  };
  print({ what: `append, batches of ${BATCH}`, ...(await rates(round, BUDGET.append)) });
}

/** Events come at their times whether or not the last append is done; each append takes all that wait. */
async function appendSteadily(writer: JournalWriter): Promise<void> {
  const total = STEADY_RATE * STEADY_SECONDS;
  const latencies: number[] = [];
  let appends = 0;
  const began = performance.now();
  const dueAt = (index: number): number => began + (index * 1_000) / STEADY_RATE;
  while (latencies.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - began) * STEADY_RATE) / 1_000)) - latencies.length;
    if (due > 0) {
      await writer.append(eventsAfter(writer.head.position, due));
      appends += 1;
      const now = performance.now();
      for (let count = 0; count < due; count++) latencies.push(now - dueAt(latencies.length));
    } else await wait(1);
  }
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => round2(latencies[Math.floor(share * (total - 1))] ?? 0);
  print({
    what: `append, ${STEADY_RATE} events/s, coalesced`,
    events_per_append: round2(total / appends),
    p50_ms: at(0.5),
    p99_ms: at(0.99),
    max_ms: at(1),
    budget_ms: BUDGET.steadyP99Ms,
    of_budget: round2(BUDGET.steadyP99Ms / at(0.99)),
    load: machine().load,
  });
}

async function verify(log: EventLog): Promise<void> {
  const [info] = await log.journals();
  if (info === undefined) throw new Error('the journal is gone');
  const round = async (): Promise<number> => {
    const verified = await verifyJournal(log, info);
    if (!verified.ok) throw new Error(verified.reason);
    return verified.records;
  };
  print({
    what: 'stream, chain checked',
    ...(await rates(round, BUDGET.verify)),
    resident_mb: Math.round(process.memoryUsage.rss() / 1e6),
  });
}

async function readPages(log: EventLog): Promise<void> {
  const round = async (): Promise<number> => {
    for (let after = 0; ;) {
      const page = await log.read(JOURNAL, after, PAGE);
      after += page.length;
      if (page.length < PAGE) return after;
    }
  };
  print({ what: `read, pages of ${PAGE}`, ...(await rates(round, BUDGET.read)) });
}

async function rates(round: () => Promise<number>, budget: number) {
  const found: number[] = [];
  while (found.length < ROUNDS) {
    const began = performance.now();
    const events = await round();
    found.push(Math.round((events * 1_000) / (performance.now() - began)));
  }
  found.sort((a, b) => a - b);
  const median = found[Math.floor(ROUNDS / 2)] ?? 0;
  return {
    events_per_second: median,
    slowest: found[0],
    fastest: found.at(-1),
    budget,
    of_budget: round2(median / budget),
    load: machine().load,
  };
}

/** How long the disk takes to have a page for certain: the floor under every commit. */
function fsyncMs(): number {
  const folder = mkdtempSync(join(tmpdir(), 'tradingbot-fsync-'));
  const file = openSync(join(folder, 'page'), 'w');
  const page = Buffer.alloc(8_192);
  const times = Array.from({ length: 201 }, () => {
    const began = performance.now();
    writeSync(file, page, 0, page.length, 0);
    fdatasyncSync(file);
    return performance.now() - began;
  });
  closeSync(file);
  rmSync(folder, { recursive: true });
  return round2(times.sort((a, b) => a - b)[100] ?? 0);
}

/** Lines of the length and shape of a bar's, after a position. */
function eventsAfter(position: number, count: number): NewRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const time = 1_700_000_000_000_000 + (position + index) * 60_000_000;
    const id = `md.bar:binance:BTCUSDT:1m:${time}:0`;
    const content = `{"close":"28995.13","high":"29031.34","instrument":"BTCUSDT","low":"28690.17","open":"28923.63","openTime":${time},"timeframe":"1m","volume":"2311.811445"}`;
    const bodyAt = (at: number): string =>
      `{"cause":0,"correlation":${at},"id":"${id}","journal":"${JOURNAL}","payload":${content},"position":${at},"schemaVersion":1,"source":"market-data","time":${time},"type":"md.bar"}`;
    return { id, type: 'md.bar', content, bodyAt };
  });
}

const round2 = (value: number): number => Number(value.toFixed(2));

function print(figures: object): void {
  console.log(JSON.stringify({ bench: 'append', ...figures }));
}
