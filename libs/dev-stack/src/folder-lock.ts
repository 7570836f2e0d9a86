// A lock between processes of one machine that survives their kill -9 at any moment, with nobody waiting for a time-out.
//
// The lock is a folder of numbered turns, and the highest number says who holds it: a process that lives, or nobody.
// Taking the next number is one rename, which only one process can win. The highest number is never removed;
// so whoever looked long ago and takes a number that was swept away since, sees a higher one beside it and steps back.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, ownIdentity, type ProcessIdentity } from './process-identity.ts';

const RETRY_MS = 20;
/** How a rename fails onto a number that is taken; and how everything does while the home folder is being removed. */
const TAKEN = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT']);

/**
 * Runs `work` while nobody else does under the same lock, in this process or another.
 * @param folder made if need be, and never removed
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const turn = await takeTurn(folder);
  try {
    return await work();
  } finally {
    release(folder, turn);
  }
}

async function takeTurn(folder: string): Promise<number> {
  for (;;) {
    mkdirSync(folder, { recursive: true });
    const last = highest(folder);
    if ((last === 0 || isOver(folder, last)) && claim(folder, last + 1)) return last + 1;
    await sleep(RETRY_MS);
  }
}

/** @param turn the one after that which was seen to be over, however long ago that was. @returns whether it is ours */
export function claim(folder: string, turn: number): boolean {
  if (!take(folder, turn)) return false;
  const isMine = highest(folder) === turn;
  if (isMine) sweep(folder, turn);
  else rmSync(turnIn(folder, turn), { recursive: true, force: true });
  return isMine;
}

let attempts = 0;

/** The name of the holder is in the folder before the folder has its number. */
function take(folder: string, turn: number): boolean {
  const prepared = join(folder, `${process.pid}-${++attempts}.tmp`);
  try {
    mkdirSync(prepared, { recursive: true });
    writeFileSync(join(prepared, 'holder'), JSON.stringify(ownIdentity()));
    renameSync(prepared, turnIn(folder, turn));
    return true;
  } catch (error) {
    rmSync(prepared, { recursive: true, force: true });
    if (TAKEN.has((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Never empty on the way: a rename onto an empty folder would succeed. */
function release(folder: string, turn: number): void {
  try {
    renameSync(join(turnIn(folder, turn), 'holder'), join(turnIn(folder, turn), 'released'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // The whole home was removed meanwhile.
  }
}

function isOver(folder: string, turn: number): boolean {
  const files = list(turnIn(folder, turn));
  if (files.includes('released')) return true;
  const holder = holderOf(join(turnIn(folder, turn), 'holder'));
  return holder !== 'gone' && (holder === 'unreadable' || !isAlive(holder));
}

/** Unreadable after a power cut: a living holder's name is whole, since it was there before its number was. */
function holderOf(file: string): ProcessIdentity | 'gone' | 'unreadable' {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch (error) {
    return error instanceof SyntaxError ? 'unreadable' : 'gone';
  }
}

function sweep(folder: string, mine: number): void {
  for (const entry of list(folder)) {
    const isOld = /^\d+$/.test(entry) && Number(entry) < mine;
    const isAbandoned = entry.endsWith('.tmp') && identify(Number.parseInt(entry, 10)) === undefined;
    if (isOld || isAbandoned) rmSync(join(folder, entry), { recursive: true, force: true });
  }
}

function highest(folder: string): number {
  return Math.max(
    0,
    ...list(folder)
      .filter((entry) => /^\d+$/.test(entry))
      .map(Number),
  );
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function turnIn(folder: string, turn: number): string {
  return join(folder, String(turn));
}
