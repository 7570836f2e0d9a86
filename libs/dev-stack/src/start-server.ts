// Sees to it that a server of a home runs. Only under the home's lock.

import { DevStackError } from './errors.ts';
import { freePortFrom, isPortFree } from './free-port.ts';
import { SERVERS, type Say, type ServerName } from './servers.ts';
import { isRunning, readState, writeState, type ServerState } from './stack-state.ts';

export interface StartWish {
  /** The port it must have: configured, or the one that its users know. */
  readonly port: number | undefined;
  readonly onSay: Say;
}

/** One more than once: what was in the way may have been a server whose starter died a moment ago. */
const TRIES = 3;

/** @throws DevStackError */
export async function ensureServer(home: string, name: ServerName, wish: StartWish): Promise<ServerState> {
  const known = readState(home)[name];
  const { title } = SERVERS[name];
  if (isRunning(known)) {
    if (wish.port === undefined || wish.port === known.port) return known;
    throw new DevStackError(
      'PORT_TAKEN',
      `${title} of ${home} is in use on port ${known.port}: stop its users first, or do without port ${wish.port}.`,
    );
  }
  const state = await start(home, name, known?.port, wish);
  writeState(home, { ...readState(home), [name]: state });
  return state;
}

async function start(
  home: string,
  name: ServerName,
  lastPort: number | undefined,
  wish: StartWish,
): Promise<ServerState> {
  const { title, usualPort, folder, prepare } = SERVERS[name];
  const startOn = await prepare(home, wish.onSay);
  const wanted = wish.port ?? lastPort ?? usualPort;
  for (let left = TRIES; ; left--) {
    const port = wish.port ?? (await freePortFrom(wanted));
    try {
      const process = await startOn(port);
      if (port !== wanted) wish.onSay(`Port ${wanted} is taken: ${title} listens on ${port}.`);
      else if (wish.port === undefined && port !== usualPort) wish.onSay(`${title} listens on ${port}, as before.`);
      return { port, folder: folder(home), process };
    } catch (error) {
      if (!(error instanceof DevStackError) || error.code === 'DISK_FULL') throw error;
      if (left > 1) continue;
      if (error.code !== 'PORT_TAKEN' || (await isPortFree(port))) throw error;
      const mend = `end that, or configure another port`;
      throw new DevStackError('PORT_TAKEN', `Port ${port} for ${title} is taken by another program: ${mend}.`, {
        cause: error,
      });
    }
  }
}
