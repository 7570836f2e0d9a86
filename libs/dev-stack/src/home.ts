// Where things lie. Everything is under the home folder, `.tradingbot` of the checkout, with one exception:
// as root, Postgres runs as another user, who may not be able to enter that, so what is Postgres's lies in /var/lib.

import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataIn } from './postgres/cluster.ts';
import { isRoot } from './postgres/owner.ts';

const CHECKOUT = dirname(dirname(dirname(import.meta.dirname)));
const SHARED = '/var/lib/tradingbot';

/** The folder of this checkout, or what TRADINGBOT_HOME says. */
export function defaultHome(): string {
  const chosen = process.env['TRADINGBOT_HOME'];
  return chosen === undefined || chosen === '' ? join(CHECKOUT, '.tradingbot') : chosen;
}

/** Made if need be; without links in its path, so that two names of one folder are one home. */
export function openHome(home: string): string {
  mkdirSync(home, { recursive: true });
  return realpathSync(home);
}

/**
 * Made if need be. What an ordinary user has begun in the home folder, root goes on with.
 * @param home from openHome
 */
export function postgresFolder(home: string): string {
  const inHome = join(home, 'postgres');
  const folder = isRoot() && !existsSync(dataIn(inHome)) ? join(SHARED, hashOf(home)) : inHome;
  mkdirSync(folder, { recursive: true });
  // Others may pass through to what is theirs inside, and not look around: whatever this user's umask says.
  if (folder !== inHome) for (const passage of [SHARED, folder]) chmodSync(passage, 0o711);
  return folder;
}

export function natsFolder(home: string): string {
  return join(home, 'nats');
}

/** Binaries are the same for every home of this checkout: kept once, in the checkout's own. */
export function binariesFolder(home: string): string {
  try {
    const folder = postgresFolder(openHome(join(CHECKOUT, '.tradingbot')));
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return postgresFolder(home); // A checkout that this user may not write to.
  }
}

function hashOf(home: string): string {
  return createHash('sha256').update(home).digest('hex').slice(0, 16);
}
