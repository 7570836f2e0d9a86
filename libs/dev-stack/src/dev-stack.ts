// Postgres and nats-server for one home folder, shared by all processes that use it: started by the first who needs
// them, detached, so that nobody's death ends them for others; stopped by the last who leaves.

import { DevStackError, refused } from './errors.ts';
import { withFolderLock } from './folder-lock.ts';
import { defaultHome, openHome } from './home.ts';
import { SERVERS, type Say, type ServerName } from './servers.ts';
import {
  forgetAll,
  forgetTheDead,
  isRunning,
  lockIn,
  readState,
  register,
  unregister,
  usersOf,
  writeState,
  type ServerState,
} from './stack-state.ts';
import { ensureServer } from './start-server.ts';
import { watchServers } from './watch.ts';

export interface DevStackOptions {
  /** Without it TRADINGBOT_HOME, else `.tradingbot` of this checkout. */
  readonly home?: string;
  /** Hears what a user may want to know, a sentence at a time. */
  readonly onSay?: Say;
  /** Which servers are needed; without it both. */
  readonly servers?: readonly ServerName[];
  /** Must be free. Without it the last one used, else 5433 or the next free one. */
  readonly postgresPort?: number;
  /** Must be free. Without it the last one used, else 4222 or the next free one. */
  readonly natsPort?: number;
}

export interface DevStack {
  /** The absolute path of the home folder. */
  readonly home: string;
  /** As superuser, with the password. Stays the same while anybody uses the stack. */
  readonly postgresUrl: string;
  /** Stays the same while anybody uses the stack. */
  readonly natsUrl: string;
  /** Restarts what dies, until `end` is aborted or the stack is closed. May run in any number of processes at once. */
  watch(end: AbortSignal): Promise<void>;
  /** Leaves; the last who leaves stops the servers. A second call does nothing. */
  close(): Promise<void>;
}

export interface ServerStatus {
  readonly isRunning: boolean;
  readonly port: number;
  readonly pid: number | undefined;
  readonly url: string;
  /** Its data and its log. */
  readonly folder: string;
  readonly logFile: string;
}

export interface DevStackStatus {
  readonly home: string;
  /** Absent if it was never started here. */
  readonly postgres: ServerStatus | undefined;
  readonly nats: ServerStatus | undefined;
  /** Processes that use the stack. */
  readonly users: readonly number[];
}

const BOTH: readonly ServerName[] = ['postgres', 'nats'];

/** @throws DevStackError in one sentence with the mend */
export async function openDevStack(options: DevStackOptions = {}): Promise<DevStack> {
  const { servers: needed = BOTH, onSay = () => undefined } = options;
  return orRefused(async () => {
    const home = openHome(options.home ?? defaultHome());
    const ports = { postgres: options.postgresPort, nats: options.natsPort };
    const { entry, servers } = await withFolderLock(lockIn(home), async () => {
      const entry = register(home);
      try {
        const servers: Partial<Record<ServerName, ServerState>> = {};
        for (const name of BOTH.filter((each) => needed.includes(each))) {
          servers[name] = await ensureServer(home, name, { port: ports[name], onSay });
        }
        return { entry, servers };
      } catch (error) {
        await leave(home, entry);
        throw error;
      }
    });
    const closing = new AbortController();
    return {
      home,
      get postgresUrl() {
        return urlOf('postgres', servers);
      },
      get natsUrl() {
        return urlOf('nats', servers);
      },
      watch: (end) => watchServers({ home, entry, servers, onSay }, AbortSignal.any([end, closing.signal])),
      close: async () => {
        if (closing.signal.aborted) return;
        closing.abort();
        await orRefused(() => withFolderLock(lockIn(home), () => leave(home, entry)));
      },
    };
  });
}

/** Stops the servers even if somebody uses them; who watches them does not start them again. @returns what ran */
export async function stopDevStack(home: string = defaultHome()): Promise<readonly ServerName[]> {
  return orRefused(async () => {
    const path = openHome(home);
    return withFolderLock(lockIn(path), async () => {
      forgetAll(path);
      return stopAll(path);
    });
  });
}

/** What is known of a home, changing nothing. */
export function devStackStatus(home: string = defaultHome()): Promise<DevStackStatus> {
  return orRefused(async () => {
    const path = openHome(home);
    const state = readState(path);
    const users = usersOf(path).map(({ pid }) => pid);
    return { home: path, postgres: statusOf('postgres', state.postgres), nats: statusOf('nats', state.nats), users };
  });
}

/** Under the lock. */
async function leave(home: string, entry: string): Promise<void> {
  unregister(home, entry);
  if (!forgetTheDead(home)) await stopAll(home);
}

/** Under the lock. Postgres last: nothing that the bus still carries is to find it gone. */
async function stopAll(home: string): Promise<readonly ServerName[]> {
  const stopped: ServerName[] = [];
  for (const name of BOTH.toReversed()) {
    const { folder, stop, strays } = SERVERS[name];
    const state = readState(home)[name];
    if (isRunning(state)) {
      await stop(state.process);
      writeState(home, { ...readState(home), [name]: { ...state, process: undefined } });
      stopped.push(name);
    }
    for (const stray of strays(state?.folder ?? folder(home))) await stop(stray);
  }
  return stopped;
}

function urlOf(name: ServerName, servers: Readonly<Partial<Record<ServerName, ServerState>>>): string {
  const server = servers[name];
  if (server === undefined) throw new Error(`This stack was opened without ${SERVERS[name].title}.`);
  return SERVERS[name].url(server.folder, server.port);
}

function statusOf(name: ServerName, state: ServerState | undefined): ServerStatus | undefined {
  if (state === undefined) return undefined;
  const { folder, port, process } = state;
  const { url, logFile } = SERVERS[name];
  const isUp = isRunning(state);
  return {
    isRunning: isUp,
    port,
    pid: isUp ? process?.pid : undefined,
    url: url(folder, port),
    folder,
    logFile: logFile(folder),
  };
}

async function orRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DevStackError ? error : (refused(error) ?? error);
  }
}
