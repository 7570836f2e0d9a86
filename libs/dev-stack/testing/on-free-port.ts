// Between finding a port free and taking it, somebody else may: then another one is tried.

import { DevStackError } from '../src/errors.ts';
import { randomFreePort } from '../src/free-port.ts';

const TRIES = 5;

export async function onFreePort(
  port: number,
  mayChange: boolean,
  start: (port: number) => Promise<void>,
): Promise<void> {
  for (let left = TRIES, candidate = port; ; left--, candidate = await randomFreePort()) {
    try {
      await start(candidate);
      return;
    } catch (error) {
      const isTaken = error instanceof DevStackError && error.code === 'PORT_TAKEN';
      if (!isTaken || !mayChange || left === 1) throw error;
    }
  }
}
