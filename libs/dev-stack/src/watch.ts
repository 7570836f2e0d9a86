// Starts again what dies, for as long as somebody wants it. Several processes may watch the same servers:
// whoever has the lock looks again first, so one of them acts and the others find it done.

import { setTimeout as sleep } from 'node:timers/promises';
import { refused, DevStackError } from './errors.ts';
import { withFolderLock } from './folder-lock.ts';
import { SERVERS, type Say, type ServerName } from './servers.ts';
import { isRegistered, isRunning, lockIn, readState, type ServerState } from './stack-state.ts';
import { ensureServer } from './start-server.ts';

export interface WatchOptions {
  readonly home: string;
  /** The watcher's own entry among the users: without it, somebody has stopped the stack on purpose. */
  readonly entry: string;
  readonly servers: Readonly<Partial<Record<ServerName, ServerState>>>;
  readonly onSay: Say;
}

const LOOK_MS = 100;
const AFTER_FAILURE_MS = 1_000;

/** Resolves when told to end, or when the stack was stopped on purpose. */
export async function watchServers(options: WatchOptions, end: AbortSignal): Promise<void> {
  const servers = new Map(Object.entries(options.servers) as [ServerName, ServerState][]);
  let lastSaid = '';
  while (!end.aborted) {
    let pause = LOOK_MS;
    try {
      const dead = [...servers].filter(([, state]) => !isRunning(state));
      const revived = await Promise.all(dead.map(([name, { port }]) => revive(name, port, options)));
      for (const [index, [name]] of dead.entries()) {
        const state = revived[index];
        if (state === undefined) return;
        servers.set(name, state);
      }
      lastSaid = '';
    } catch (error) {
      const cause = error instanceof DevStackError ? error : refused(error);
      if (cause === undefined) throw error;
      if (cause.message !== lastSaid) options.onSay(cause.message);
      lastSaid = cause.message;
      pause = AFTER_FAILURE_MS;
    }
    await sleep(pause, undefined, { signal: end }).catch(() => undefined);
  }
}

/** @returns undefined if it is not wanted any more */
async function revive(
  name: ServerName,
  port: number,
  { home, entry, onSay }: WatchOptions,
): Promise<ServerState | undefined> {
  return withFolderLock(lockIn(home), async () => {
    if (!isRegistered(home, entry)) return undefined;
    const isDead = !isRunning(readState(home)[name]);
    const state = await ensureServer(home, name, { port, onSay });
    if (isDead) onSay(`${SERVERS[name].title} had died and was started again on port ${port}.`);
    return state;
  });
}
