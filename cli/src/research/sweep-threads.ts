// The threads of a sweep: each takes a few tasks when it has none, so that slow combinations hold up nobody.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { invariant } from '@tradingbot/domain';
import type { SweepGround, TriedRow, SweepTask } from './combination-run.ts';

export interface SweepOrder {
  readonly ground: SweepGround;
  readonly tasks: readonly SweepTask[];
  readonly onRow: (done: number) => void;
  readonly signal: AbortSignal;
}

/**
 * @returns a row for each task, in the order of tasks, however many threads there are
 * @throws the reason of the signal, or what a thread died of
 */
export type RunTasks = (order: SweepOrder) => Promise<TriedRow[]>;

/** Small enough that all threads end together, large enough that handing out costs nothing. */
const MOST_AT_ONCE = 8;

/**
 * Threads load their code from the start, while configurations and bars are still read. All have ended at the end.
 * @param use what runs tasks on them, once
 */
export async function withThreads<Result>(count: number, use: (run: RunTasks) => Promise<Result>): Promise<Result> {
  const workers = Array.from({ length: count }, () => new Worker(new URL('./sweep-worker.ts', import.meta.url)));
  const broken = new Promise<never>((_, reject) => {
    for (const worker of workers) {
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`a thread of the sweep ended with ${code}`)));
    }
  });
  // Heard by whoever runs tasks; before that, and of threads that are ended, by nobody.
  broken.catch(() => undefined);
  try {
    return await use((order) => Promise.race([runTasks(workers, order), broken, aborted(order.signal)]));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function runTasks(workers: readonly Worker[], { ground, tasks, onRow }: SweepOrder): Promise<TriedRow[]> {
  if (tasks.length === 0) return [];
  const rows: (TriedRow | undefined)[] = tasks.map(() => undefined);
  const atOnce = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(tasks.length / (4 * workers.length))));
  const places = new Map(tasks.map(({ at }, place) => [at, place]));
  let next = 0;
  let done = 0;
  await new Promise<void>((resolve) => {
    for (const worker of workers) {
      worker.on('message', (row: TriedRow | null) => {
        if (row === null) {
          // Whoever finds nothing left waits for the others.
          if (next < tasks.length) worker.postMessage(tasks.slice(next, next + atOnce));
          next += atOnce;
          return;
        }
        rows[places.get(row.at) as number] = row;
        onRow((done += 1));
        if (done === tasks.length) resolve();
      });
      worker.postMessage(ground);
    }
  });
  return rows.map((row) => {
    invariant(row !== undefined, 'every task has its row');
    return row;
  });
}

async function aborted(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  await once(signal, 'abort');
  throw signal.reason;
}
