// Folders that appear by one rename, so that nobody ever finds a half one: whoever is first wins, and what those left
// who died on the way is swept.

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { identify } from './process-identity.ts';

/**
 * @param target is not there yet, as far as the caller knows
 * @param make fills the folder that it is given, whose name is another
 */
export async function appearWhole(target: string, make: (half: string) => Promise<void>): Promise<void> {
  const half = `${target}.${process.pid}-${++made}.tmp`;
  sweep(target);
  mkdirSync(half, { recursive: true });
  try {
    await make(half);
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    const wasSecond = ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!wasSecond || !existsSync(target)) throw error;
  }
}

let made = 0;

function sweep(target: string): void {
  const folder = dirname(target);
  const isHalf = /^\.(\d+)-\d+\.tmp/;
  const name = basename(target);
  for (const entry of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = entry.startsWith(name) ? isHalf.exec(entry.slice(name.length))?.[1] : undefined;
    if (pid === undefined || identify(Number(pid)) !== undefined) continue;
    try {
      rmSync(join(folder, entry), { recursive: true, force: true });
    } catch {
      // What the dead one had started, such as initdb, may still write there: the next sweep gets it.
    }
  }
}
