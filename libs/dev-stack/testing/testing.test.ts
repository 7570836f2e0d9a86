// What tests rely on: real servers that keep what was committed through a kill -9, and that nobody has to clean up.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { connect } from 'nats';
import pg from 'pg';
import { canKillTestNats, canKillTestPostgres, startTestNats, startTestPostgres, type TestPostgres } from './index.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
jest.setTimeout(60_000);

/** These are about our own servers. */
delete process.env['TRADINGBOT_PG_URL'];
delete process.env['TRADINGBOT_NATS_URL'];

describe('A test Postgres', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startTestPostgres();
  });
  afterAll(() => postgres.stop());

  test('flushes to disk what it commits', async () => {
    const names = ['fsync', 'synchronous_commit', 'full_page_writes'];
    const settings = await query(postgres.url, `select setting from pg_settings where name = any('{${names.join()}}')`);
    expect(settings).toEqual([{ setting: 'on' }, { setting: 'on' }, { setting: 'on' }]);
  });

  test('has kept everything after a kill -9, though a query of the dead one was still busy', async () => {
    await query(postgres.url, 'create table kept as select 1 as n');
    const busy = new pg.Client(postgres.url);
    busy.on('error', () => undefined);
    await busy.connect();
    const lost = busy.query('select count(*) from generate_series(1, 1e12::bigint)').catch((error: Error) => error);
    const { pid } = postgres;
    postgres.kill9();
    await postgres.restart();
    expect(postgres.pid).not.toBe(pid);
    expect(await query(postgres.url, 'select n from kept')).toEqual([{ n: 1 }]);
    expect(await lost).toBeInstanceOf(Error);
    await postgres.restart();
    expect(await query(postgres.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  test('is private, and gone when it is stopped', async () => {
    const other = await startTestPostgres();
    expect(await query(other.url, "select to_regclass('kept') as found")).toEqual([{ found: null }]);
    const [{ data_directory: data }] = (await query(other.url, 'show data_directory')) as [{ data_directory: string }];
    await other.stop();
    expect(existsSync(data)).toBe(false);
    await expect(query(other.url, 'select 1')).rejects.toThrow();
  });

  test('starts though the number of the killed one belongs to a stranger by now', async () => {
    const [{ file }] = (await query(
      postgres.url,
      "select current_setting('data_directory') || '/postmaster.pid' as file",
    )) as [{ file: string }];
    const stranger = await startTestPostgres();
    postgres.kill9();
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [String(stranger.pid), ...lines.slice(1)].join('\n'));
    await postgres.restart();
    expect(await query(postgres.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await stranger.stop();
  });

  test('of somebody else is used by way of a database of its own, and left alive', async () => {
    const { url } = postgres;
    process.env['TRADINGBOT_PG_URL'] = url;
    const warned = jest.spyOn(console, 'warn').mockReturnValue(undefined);
    try {
      expect(canKillTestPostgres()).toBe(false);
      expect(warned).toHaveBeenCalledWith(expect.stringContaining('TRADINGBOT_PG_URL'));
      const given = await startTestPostgres();
      expect(new URL(given.url).pathname).not.toBe(new URL(url).pathname);
      await query(given.url, 'create table mine ()');
      expect(() => given.kill9()).toThrow('not ours');
      await given.stop();
    } finally {
      warned.mockRestore();
      delete process.env['TRADINGBOT_PG_URL'];
    }
    expect(await query(url, "select count(*)::int as n from pg_database where datname like 'tradingbot%'")).toEqual([
      { n: 0 },
    ]);
  });
});

describe('A test NATS', () => {
  test('keeps its streams through a kill -9, and forgets them when told to', async () => {
    const nats = await startTestNats();
    await withStreams(nats.url, (streams) => streams.add({ name: 'KEPT', subjects: ['kept'] }));
    nats.kill9();
    await nats.restart();
    expect(await withStreams(nats.url, async (streams) => (await streams.info('KEPT')).config.name)).toBe('KEPT');
    await nats.restart({ wipe: true });
    await expect(withStreams(nats.url, (streams) => streams.info('KEPT'))).rejects.toThrow('stream not found');
    await nats.stop();
    await expect(connect({ servers: nats.url, reconnect: false })).rejects.toThrow();
  });

  test('of somebody else is used as it is', async () => {
    process.env['TRADINGBOT_NATS_URL'] = 'nats://127.0.0.1:1234';
    const warned = jest.spyOn(console, 'warn').mockReturnValue(undefined);
    try {
      expect(canKillTestNats()).toBe(false);
      const given = await startTestNats();
      expect(given).toMatchObject({ url: 'nats://127.0.0.1:1234', port: 1234 });
      expect(() => given.pid).toThrow('not ours');
      await given.stop();
    } finally {
      warned.mockRestore();
      delete process.env['TRADINGBOT_NATS_URL'];
    }
  });
});

test('Nothing survives a test process that is killed', async () => {
  const program = `
    import { startTestNats, startTestPostgres } from '@tradingbot/dev-stack/testing';
    const [postgres, nats] = await Promise.all([startTestPostgres(), startTestNats()]);
    console.log(JSON.stringify([new URL(postgres.url).port, nats.port].map(Number)));
    setInterval(() => undefined, 1_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: ROOT });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const ports = JSON.parse(line.toString()) as number[];
  for (const port of ports) expect(await answers(port)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  // A server that nobody ended would answer for ever, and this test would not end.
  for (const port of ports) while (await answers(port)) await sleep(10);
});

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

type Streams = Awaited<ReturnType<Awaited<ReturnType<typeof connect>>['jetstreamManager']>>['streams'];

async function withStreams<T>(url: string, use: (streams: Streams) => Promise<T>): Promise<T> {
  const connection = await connect({ servers: url });
  try {
    return await use((await connection.jetstreamManager()).streams);
  } finally {
    await connection.close();
  }
}

function answers(port: number): Promise<boolean> {
  const socket = connectTcp({ port, host: '127.0.0.1' });
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).then((result) => {
    socket.destroy();
    return result as boolean;
  });
}
