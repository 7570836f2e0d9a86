// What the processes of a home tell each other: which servers run on which ports, and who uses them.
// Written under the lock only, by rename.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity.ts';
import type { ServerName } from './servers.ts';

export interface ServerState {
  /** Kept for the next start when the server is stopped. */
  readonly port: number;
  readonly folder: string;
  readonly process: ProcessIdentity | undefined;
}

export type StackState = Readonly<Partial<Record<ServerName, ServerState>>>;

export function lockIn(home: string): string {
  return join(home, 'stack.lock');
}

/** A file that is missing or damaged means that nothing is known: the servers are found in other ways then. */
export function readState(home: string): StackState {
  try {
    return JSON.parse(readFileSync(stateIn(home), 'utf8')) as StackState;
  } catch {
    return {};
  }
}

export function writeState(home: string, state: StackState): void {
  writeFileSync(`${stateIn(home)}.tmp`, JSON.stringify(state));
  renameSync(`${stateIn(home)}.tmp`, stateIn(home));
}

export function isRunning(server: ServerState | undefined): server is ServerState & { process: ProcessIdentity } {
  return server?.process !== undefined && isAlive(server.process);
}

/** Enters this process as a user. @returns the name of the entry */
export function register(home: string): string {
  const entry = `${process.pid}-${++entries}`;
  mkdirSync(usersIn(home), { recursive: true });
  const file = join(usersIn(home), entry);
  writeFileSync(`${file}.tmp`, JSON.stringify(ownIdentity()));
  renameSync(`${file}.tmp`, file);
  return entry;
}
let entries = 0;

export function unregister(home: string, entry: string): void {
  rmSync(join(usersIn(home), entry), { force: true });
}

export function isRegistered(home: string, entry: string): boolean {
  return readUser(join(usersIn(home), entry)) !== undefined;
}

/** The users that are alive. */
export function usersOf(home: string): readonly ProcessIdentity[] {
  return entriesOf(home)
    .map((entry) => readUser(join(usersIn(home), entry)))
    .filter((user) => user !== undefined)
    .filter(isAlive);
}

/** Forgets the users that died without a word. @returns whether anybody is left */
export function forgetTheDead(home: string): boolean {
  for (const entry of entriesOf(home)) {
    const user = readUser(join(usersIn(home), entry));
    if (user === undefined || !isAlive(user)) unregister(home, entry);
  }
  return entriesOf(home).length > 0;
}

export function forgetAll(home: string): void {
  rmSync(usersIn(home), { recursive: true, force: true });
}

function readUser(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

function entriesOf(home: string): readonly string[] {
  try {
    return readdirSync(usersIn(home));
  } catch {
    return [];
  }
}

function stateIn(home: string): string {
  return join(home, 'stack.json');
}

function usersIn(home: string): string {
  return join(home, 'users');
}
