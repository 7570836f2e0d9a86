// Starts a server that outlives us, and waits until it is ready, or until it has said why not.

import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fchownSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DevStackError, diskFull } from './errors.ts';
import { identify, isAlive, signal, type ProcessIdentity } from './process-identity.ts';

export interface ServerCommand {
  /** As a user knows it: "Postgres". */
  readonly title: string;
  readonly file: string;
  readonly args: readonly string[];
  /** Its working folder, by which it is found again. */
  readonly folder: string;
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  readonly isReady: (pid: number) => boolean | Promise<boolean>;
}

const READY_WITHIN_MS = 60_000;
const POLL_MS = 10;
const LOG_BYTES = 10_000_000;

/** @throws DevStackError with the server's own last words */
export async function startServer(command: ServerCommand): Promise<ProcessIdentity> {
  startNewLog(command.logFile);
  const log = openSync(command.logFile, 'a', 0o600);
  const logStart = fstatSync(log).size;
  const { file, args, folder: cwd, env, uid, gid } = command;
  if (uid !== undefined && gid !== undefined) fchownSync(log, uid, gid);
  const child = spawn(file, args, {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', log, log],
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  closeSync(log);
  child.unref();
  const ended = endOf(child);
  const words = (): string => readFileSync(command.logFile, 'utf8').slice(logStart);
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(POLL_MS)) {
    const end = ended();
    if (end !== undefined) throw startFailure(command, end, words());
    if (child.pid === undefined || !(await command.isReady(child.pid))) continue;
    const identity = identify(child.pid);
    if (identity !== undefined) return identity;
  }
  child.kill('SIGKILL');
  throw startFailure(command, `is not ready after ${READY_WITHIN_MS / 1_000} s`, words());
}

/** Ends it and waits until it is gone. @returns whether it went by itself within the time */
export async function stopServer(server: ProcessIdentity, name: NodeJS.Signals, withinMs: number): Promise<boolean> {
  signal(server, name);
  const went = await isGone(server, withinMs);
  if (went) return true;
  signal(server, 'SIGKILL');
  await isGone(server, withinMs);
  return false;
}

async function isGone(server: ProcessIdentity, withinMs: number): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; isAlive(server); await sleep(POLL_MS)) {
    if (Date.now() > deadline) return false;
  }
  return true;
}

function endOf(child: ChildProcess): () => string | undefined {
  let end: string | undefined;
  child.once('error', (error) => (end = `could not be started (${error.message})`));
  child.once('exit', (code, name) => (end ??= `ended at once (${name ?? `exit code ${code}`})`));
  return () => end;
}

function startFailure({ title, logFile }: ServerCommand, what: string, words: string): DevStackError {
  const lines = words.trim().split('\n');
  const complaint = (
    lines.findLast((line) => /FATAL|PANIC|\[FTL\]|nats-server:/.test(line)) ??
    lines.at(-1) ??
    ''
  ).trim();
  if (/No space left on device|no space left on device/.test(words)) {
    return diskFull(`${title} cannot start: `);
  }
  if (/address already in use/i.test(words)) {
    return new DevStackError('PORT_TAKEN', `${title} cannot start: its port is taken by another program.`);
  }
  return new DevStackError('DID_NOT_START', `${title} ${what}: ${complaint} See ${logFile}.`);
}

/** A log that has grown large makes room for a new one; one old one is kept. */
function startNewLog(file: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES) renameSync(file, `${file}.old`);
}
