// A lock between processes of one machine: a folder, which only one of them can create.
// The holder's heartbeat keeps it; a lock whose holder is gone or silent is broken, by one process at a time.

import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HEARTBEAT_MS = 1_000;
const SILENT_MS = 60_000;
const RETRY_MS = 200;

/**
 * Runs `work` while no other process runs under the same lock.
 * @param {string} folder the lock; its parent exists
 * @param {() => void} onWait called once, if somebody else holds it
 * @param {() => Promise<void>} work
 */
export async function withLock(folder, onWait, work) {
  for (let waited = false; !acquire(folder); waited = true) {
    if (!waited) onWait();
    if (isAbandoned(folder)) breakLock(folder);
    await sleep(RETRY_MS);
  }
  const heartbeat = setInterval(() => beat(folder), HEARTBEAT_MS);
  try {
    await work();
  } finally {
    clearInterval(heartbeat);
    remove(folder);
  }
}

/** Creates the folder with the holder's id already in it: a rename onto a folder that is not empty fails. */
function acquire(folder) {
  const mine = `${folder}.${process.pid}`;
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, 'pid'), String(process.pid));
  // By this machine's clock, which the disk may not share.
  beat(mine);
  try {
    renameSync(mine, folder);
    return true;
  } catch {
    rmSync(mine, { recursive: true, force: true });
    return false;
  }
}

function isAbandoned(folder) {
  try {
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    return !isAlive(pid) || Date.now() - statSync(folder).mtimeMs > SILENT_MS;
  } catch {
    return false; // Released in between: the next attempt will tell.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Two who find the same dead lock must not break each other's new one: the breaker looks again, alone. */
function breakLock(folder) {
  const breaking = `${folder}.breaking`;
  try {
    mkdirSync(breaking);
  } catch {
    if (Date.now() - (statSync(breaking, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > SILENT_MS) {
      rmSync(breaking, { recursive: true, force: true });
    }
    return;
  }
  if (isAbandoned(folder)) remove(folder);
  rmSync(breaking, { recursive: true, force: true });
}

/** In one step: a lock that is half removed is an empty folder, and a rename onto that would succeed. */
function remove(folder) {
  const doomed = `${folder}.${process.pid}.done`;
  renameSync(folder, doomed);
  rmSync(doomed, { recursive: true, force: true });
}

function beat(folder) {
  const now = new Date();
  utimesSync(folder, now, now);
}
