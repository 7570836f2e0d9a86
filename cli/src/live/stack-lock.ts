// One supervisor for each stack of a checkout: two would start every service twice.

import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
  const mine = `${process.pid} ${startOf(process.pid)}`;
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryTake(file, mine)) return () => (contentOf(file) === mine ? rmSync(file, { force: true }) : undefined);
    const owner = ownerOf(file);
    if (owner !== undefined) {
      const what = stack === undefined ? 'the unnamed stack runs' : `the stack ${stack} runs`;
      throw new InputError(
        'tradingbot live',
        `${what} already, as process ${owner}`,
        'give this one a name: --stack NAME',
      );
    }
    setAside(file);
  }
  throw new InputError(file, 'cannot be taken', 'another process starts the same stack at this moment');
}

/** The file appears whole, with its owner in it, or not at all. */
function tryTake(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a file whose owner is no more. Of several who try, one moves it; if it was somebody's by then, it goes back. */
function setAside(file: string): void {
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
    if (ownerOf(aside) !== undefined) linkSync(aside, file);
  } catch {
    // Somebody else was faster: the next attempt sees what stands there now.
  } finally {
    rmSync(aside, { force: true });
  }
}

/** The process named in the file, if it is still the same one. */
function ownerOf(file: string): number | undefined {
  const [pid = '', start = ''] = (contentOf(file) ?? '').split(' ');
  const owner = Number(pid);
  return owner > 0 && start === startOf(owner) && isAlive(owner) ? owner : undefined;
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
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
