// A Postgres data folder: made once, with a password of its own, configured anew at every start.

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { appearWhole } from '../appear-whole.ts';
import { DevStackError, diskFull } from '../errors.ts';
import type { Binaries } from './binaries.ts';
import { giveTo, type Owner } from './owner.ts';

export interface ClusterOptions {
  /** Whether the new files are flushed to disk; a template need not be. */
  readonly flush: boolean;
  readonly walSegmentMb: number;
}

export interface ServerSettings {
  readonly port: number;
  readonly sharedBuffersMb: number;
}

export const SUPERUSER = 'postgres';

/** Where in its folder the data is. */
export function dataIn(folder: string): string {
  return join(folder, 'data');
}

export function passwordIn(folder: string): string {
  return readFileSync(passwordFile(folder), 'utf8').trim();
}

export function urlOf(folder: string, port: number): string {
  return `postgres://${SUPERUSER}:${passwordIn(folder)}@127.0.0.1:${port}/postgres`;
}

/** Makes `folder`/data and `folder`/password unless they are there; both appear by rename, the data last. */
export async function ensureCluster(
  folder: string,
  binaries: Binaries,
  owner: Owner | undefined,
  options: ClusterOptions,
): Promise<void> {
  const data = dataIn(folder);
  if (existsSync(data)) {
    refuseUnusable(folder, binaries);
    return;
  }
  const password = randomBytes(24).toString('hex');
  await appearWhole(data, async (half) => {
    const forInitdb = `${half}.password`;
    writeFileSync(forInitdb, password, { mode: 0o600 });
    chmodSync(half, 0o700);
    giveTo(owner, half, forInitdb);
    try {
      await initialise(half, forInitdb, binaries, owner, options);
    } finally {
      rmSync(forInitdb, { force: true });
    }
    writeFileSync(`${passwordFile(folder)}.tmp`, password, { mode: 0o600 });
    renameSync(`${passwordFile(folder)}.tmp`, passwordFile(folder));
  });
}

/** Loopback only, nobody without the password, and nothing that depends on the machine's language or time zone. */
export function configure(data: string, { port, sharedBuffersMb }: ServerSettings, owner: Owner | undefined): void {
  const settings = {
    listen_addresses: "'127.0.0.1'",
    port,
    unix_socket_directories: "''",
    max_connections: 50,
    shared_buffers: `${sharedBuffersMb}MB`,
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    max_wal_size: '256MB',
    min_wal_size: '64MB',
    checkpoint_timeout: '5min',
    log_checkpoints: 'off',
    // In the data folder, so that a killed server leaves nothing behind elsewhere.
    dynamic_shared_memory_type: 'mmap',
    io_method: 'sync',
    jit: 'off',
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    lc_messages: "'C'",
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}\n`);
  write(join(data, 'postgresql.conf'), lines.join(''), owner);
  write(join(data, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n', owner);
}

async function initialise(
  data: string,
  passwordFile: string,
  binaries: Binaries,
  owner: Owner | undefined,
  { flush, walSegmentMb }: ClusterOptions,
): Promise<void> {
  const args = ['-D', data, '-U', SUPERUSER, '--pwfile', passwordFile, '--auth=scram-sha-256', '--no-instructions'];
  args.push('--locale=C', '--encoding=UTF8', `--wal-segsize=${walSegmentMb}`, ...(flush ? [] : ['--no-sync']));
  const initdb = join(binaries.folder, 'bin', 'initdb');
  try {
    await promisify(execFile)(initdb, args, { cwd: data, env: serverEnvironment(), ...owner });
  } catch (error) {
    const words = `${(error as { stderr?: string }).stderr ?? ''}${(error as Error).message}`;
    if (/No space left on device/.test(words)) {
      throw diskFull(`${data}: `, { cause: error });
    }
    if (/could not look up effective user ID/.test(words)) {
      const mend = 'add the user to /etc/passwd, or set TRADINGBOT_PG_URL to a Postgres of your own';
      throw new DevStackError('NO_OTHER_USER', `Postgres does not run as a user without a name: ${mend}.`, {
        cause: error,
      });
    }
    const complaint = words.split('\n').find((line) => /error|fatal/i.test(line)) ?? words.split('\n')[0] ?? '';
    throw new DevStackError('DID_NOT_START', `Postgres could not make its data folder ${data}: ${complaint}`, {
      cause: error,
    });
  }
}

/** None of ours: PGDATA, PGPORT and the like are not meant for this server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}

function refuseUnusable(folder: string, { major }: Binaries): void {
  const data = dataIn(folder);
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (found !== major) {
    throw new DevStackError(
      'OTHER_VERSION',
      `${data} was written by Postgres ${found}, and this is Postgres ${major}: move that folder away and start again.`,
    );
  }
  if (!existsSync(passwordFile(folder))) {
    const mend = `put it back, or move ${data} away and start again`;
    throw new DevStackError('DID_NOT_START', `${passwordFile(folder)}, the password to ${data}, is missing: ${mend}.`);
  }
}

function passwordFile(folder: string): string {
  return join(folder, 'password');
}

function write(file: string, text: string, owner: Owner | undefined): void {
  const half = `${file}.tmp`;
  writeFileSync(half, text, { mode: 0o600 });
  giveTo(owner, half);
  renameSync(half, file);
}
