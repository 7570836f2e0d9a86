// A Postgres for tests, with everything on that keeps data safe.

import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { appearWhole } from '../src/appear-whole.ts';
import { randomFreePort } from '../src/free-port.ts';
import { binariesFolder, defaultHome, openHome } from '../src/home.ts';
import { installBinaries } from '../src/postgres/binaries.ts';
import { dataIn, ensureCluster, urlOf } from '../src/postgres/cluster.ts';
import { ownerOf } from '../src/postgres/owner.ts';
import { startPostgres, stopPostgres } from '../src/postgres/server.ts';
import { signal, type ProcessIdentity } from '../src/process-identity.ts';
import { onFreePort } from './on-free-port.ts';
import { useGivenPostgres } from './given-postgres.ts';
import { startWatchdog } from './watchdog.ts';

export interface TestPostgres {
  /** As superuser, with the password. */
  readonly url: string;
  /** Of the last one started. */
  readonly pid: number;
  stop(): Promise<void>;
  kill9(): void;
  /** On the same port and data; ends it first if it is alive. */
  restart(): Promise<void>;
}

const TEMPLATE = { flush: false, walSegmentMb: 1 };
const SHARED_BUFFERS_MB = 32;

/** Whether tests may end and restart the server: not if it is somebody's. Says so once if not. */
export function canKillTestPostgres(): boolean {
  const given = givenUrl();
  if (given !== undefined) console.warn('TRADINGBOT_PG_URL names the server: tests that kill Postgres are left out.');
  return given === undefined;
}

/** Where Docker is to be asked too, it is asked between these two. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const given = givenUrl();
  return given === undefined ? startPrivate() : useGivenPostgres(given);
}

async function startPrivate(): Promise<TestPostgres> {
  const cache = binariesFolder(openHome(defaultHome()));
  const binaries = await installBinaries(cache);
  const template = join(cache, `template-${binaries.version}`);
  const owner = ownerOf(dataIn(template));
  // Copying a folder is faster than making a new one each time.
  if (!existsSync(template)) {
    await appearWhole(template, async (half) => {
      chmodSync(half, 0o711);
      await ensureCluster(half, binaries, owner, TEMPLATE);
    });
  }

  // Where Postgres runs as another user, TMPDIR may be closed to that one.
  const parent = owner === undefined || isOpenToOthers(realpathSync(tmpdir())) ? tmpdir() : cache;
  const folder = realpathSync(mkdtempSync(join(parent, 'tradingbot-pg-')));
  const watchdog = startWatchdog({ signal: 'QUIT', folders: [folder] });
  let port = 0;
  let server: ProcessIdentity;
  const start = async (on: number): Promise<void> => {
    server = await startPostgres(folder, binaries, owner, { port: on, sharedBuffersMb: SHARED_BUFFERS_MB });
    port = on;
    watchdog.watch(server.pid);
  };
  try {
    chmodSync(folder, 0o711);
    await promisify(execFile)('cp', ['-a', join(template, 'data'), join(template, 'password'), folder]);
    await onFreePort(await randomFreePort(), true, start);
  } catch (error) {
    await watchdog.end();
    throw error;
  }
  const url = urlOf(folder, port);
  return {
    url,
    get pid() {
      return server.pid;
    },
    stop: () => watchdog.end(),
    kill9: () => {
      signal(server, 'SIGKILL');
      watchdog.watch(undefined);
    },
    restart: async () => {
      await stopPostgres(server);
      watchdog.watch(undefined);
      await start(port);
    },
  };
}

/** Whether everybody may pass through it and all folders above. */
function isOpenToOthers(folder: string): boolean {
  const above = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (above === folder || isOpenToOthers(above));
}

function givenUrl(): string | undefined {
  return process.env['TRADINGBOT_PG_URL'] || undefined;
}
