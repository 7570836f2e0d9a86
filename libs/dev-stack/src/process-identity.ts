// Which process a number means: a pid comes back, a pid together with its birth does not.
// Linux tells in /proc; elsewhere `ps` is asked.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface ProcessIdentity {
  readonly pid: number;
  readonly bornAt: string;
}

const HAS_PROC = existsSync('/proc/self/stat');
const BOOT = HAS_PROC ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : '';

/** @returns undefined where there is no such process; one that is dead and only not yet buried counts as none */
export function identify(pid: number): ProcessIdentity | undefined {
  const bornAt = HAS_PROC ? bornAtByProc(pid) : bornAtByPs(pid);
  return bornAt === undefined ? undefined : { pid, bornAt };
}

export function isAlive(process: ProcessIdentity): boolean {
  return identify(process.pid)?.bornAt === process.bornAt;
}

/** Ends it if it is still the one that was meant. */
export function signal(process: ProcessIdentity, name: NodeJS.Signals): void {
  if (isAlive(process)) sendSignal(process.pid, name);
}

export function ownIdentity(): ProcessIdentity {
  return (own ??= identify(process.pid) ?? { pid: process.pid, bornAt: '' });
}
let own: ProcessIdentity | undefined;

/**
 * Those that run this program and whose working folder this is: how a server is found whose starter died before it
 * could write it down, and how the children of a dead one are. Only on Linux; elsewhere none are found.
 * @param program the name of its file
 */
export function processesIn(folder: string, program: string): readonly ProcessIdentity[] {
  if (!HAS_PROC) return [];
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && link(entry, 'cwd') === folder)
    .filter((entry) => basename(link(entry, 'exe') ?? '') === program)
    .map((entry) => identify(Number(entry)))
    .filter((found) => found !== undefined);
}

function bornAtByProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTicks] = [fields[0], fields[19]];
    return state === 'Z' || state === 'X' ? undefined : `${BOOT}:${startTicks}`;
  } catch {
    return undefined;
  }
}

function bornAtByPs(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  try {
    const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C' };
    const line = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { env, encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}

/** A file that was replaced since is called deleted; it is meant all the same. */
function link(entry: string, name: string): string | undefined {
  try {
    return readlinkSync(join('/proc', entry, name)).replace(/ \(deleted\)$/, '');
  } catch {
    return undefined; // Gone, or somebody else's.
  }
}

function sendSignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
