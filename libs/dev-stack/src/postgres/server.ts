// Starts and stops Postgres on a data folder, whatever state its last end left that in.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processesIn, type ProcessIdentity } from '../process-identity.ts';
import { startServer, stopServer } from '../server-process.ts';
import type { Binaries } from './binaries.ts';
import { configure, dataIn, serverEnvironment, type ServerSettings } from './cluster.ts';
import type { Owner } from './owner.ts';

const STOP_WITHIN_MS = 10_000;

/**
 * The caller knows that none is running here on purpose.
 * @param folder absolute and without links in its path; the data is in it
 */
export async function startPostgres(
  folder: string,
  binaries: Binaries,
  owner: Owner | undefined,
  settings: ServerSettings,
): Promise<ProcessIdentity> {
  const data = dataIn(folder);
  await clearRemains(data);
  configure(data, settings, owner);
  return startServer({
    title: 'Postgres',
    file: join(binaries.folder, 'bin', 'postgres'),
    args: ['-D', data],
    folder: data,
    logFile: join(folder, 'postgres.log'),
    env: serverEnvironment(),
    ...owner,
    isReady: (pid) => isReady(data, pid),
  });
}

/** Lets nobody in any more, ends what is under way, and writes everything out. */
export async function stopPostgres(server: ProcessIdentity): Promise<void> {
  await stopServer(server, 'SIGINT', STOP_WITHIN_MS);
}

/**
 * After a kill -9 the children of the dead server hold its shared memory for a moment, or for as long as a query takes.
 * They write nothing that counts any more. Only when they are gone may the file that names the dead server go:
 * its number may belong to a stranger by now, which would keep Postgres from starting.
 */
async function clearRemains(data: string): Promise<void> {
  for (const stray of processesIn(data, 'postgres')) await stopServer(stray, 'SIGKILL', STOP_WITHIN_MS);
  if (process.platform === 'linux') rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** What pg_ctl waits for: the last line that the server writes to its own file. */
function isReady(data: string, pid: number): boolean {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return false;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
}
