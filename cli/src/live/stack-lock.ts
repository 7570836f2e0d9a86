// One supervisor for each stack of a checkout: two would start every service twice.

import { mkdirSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { InputError } from '@tradingbot/domain';

/**
 * Takes the stack for this process.
 * @returns what gives it back
 * @throws InputError when another process has it
 */
export function takeStack(home: string, stack: string | undefined): () => void {
  const folder = join(home, 'stacks');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${stack ?? '_unnamed'}.pid`);
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryTake(file)) return () => rmSync(file, { force: true });
    const owner = ownerOf(file);
    if (owner !== undefined && isAlive(owner)) {
      const what = stack === undefined ? 'the unnamed stack runs' : `the stack ${stack} runs`;
      throw new InputError(
        'tradingbot live',
        `${what} already, as process ${owner}`,
        'give this one a name: --stack NAME',
      );
    }
    // Its owner is no more.
    rmSync(file, { force: true });
  }
  throw new InputError(file, 'cannot be taken', 'another process starts the same stack at this moment');
}

function tryTake(file: string): boolean {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, `${process.pid} ${startOf(process.pid)}`);
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The process named in the file, if it is still the same one. */
function ownerOf(file: string): number | undefined {
  try {
    const [pid = '', start = ''] = readFileSync(file, 'utf8').split(' ');
    return start === startOf(Number(pid)) ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process started, as the kernel says it: process numbers are used again. "" where that is not told. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
