// Whose Postgres is: it refuses to run as root, so root lends it to a user who can do nothing else.

import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, statSync } from 'node:fs';
import { DevStackError } from '../errors.ts';

/** Absent for an ordinary user, to whom everything belongs anyway. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const OUR_USER = 'tradingbot';
const OTHERS = ['postgres', 'nobody'];
/** Root's own PATH may lack what only root needs. */
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin` };

/**
 * @param data the data folder: where there is one already, its owner stays
 * @throws DevStackError where root finds nobody to become
 */
export function ownerOf(data: string): Owner | undefined {
  if (!isRoot()) return undefined;
  if (existsSync(data)) {
    const { uid, gid } = statSync(data);
    if (uid !== 0) return { uid, gid };
  }
  const owner = lookUp(OUR_USER) ?? createOurUser() ?? OTHERS.map(lookUp).find((found) => found !== undefined);
  if (owner !== undefined) return owner;
  throw new DevStackError(
    'NO_OTHER_USER',
    `Postgres does not run as root, and there is no user to run it as: create one (\`useradd --system ${OUR_USER}\`), or start as an ordinary user.`,
  );
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

export function giveTo(owner: Owner | undefined, ...paths: readonly string[]): void {
  if (owner !== undefined) for (const path of paths) chownSync(path, owner.uid, owner.gid);
}

function lookUp(name: string): Owner | undefined {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, name], { env, stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    const owner = { uid: id('-u'), gid: id('-g') };
    return owner.uid === 0 ? undefined : owner;
  } catch {
    return undefined;
  }
}

function createOurUser(): Owner | undefined {
  try {
    const args = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
    execFileSync('useradd', [...args, '--shell', '/usr/sbin/nologin', OUR_USER], { env, stdio: 'ignore' });
  } catch {
    // No such command here, or another process has just created the user.
  }
  return lookUp(OUR_USER);
}
