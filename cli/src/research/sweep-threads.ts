// The threads of a sweep: each takes a few tasks when it has none, so that slow combinations hold up nobody.

import { Worker } from 'node:worker_threads';
import { invariant } from '@tradingbot/domain';
import type { SweepGround, TriedRow, SweepTask } from './combination-run.ts';

export interface SweepOrder {
  readonly ground: SweepGround;
  readonly tasks: readonly SweepTask[];
  readonly jobs: number;
  readonly onRow: (done: number) => void;
  readonly signal: AbortSignal;
}

/** Small enough that all threads end together, large enough that handing out costs nothing. */
const MOST_AT_ONCE = 8;

/**
 * @returns a row for each task, in the order of tasks, however many threads there are
 * @throws the reason of the signal, or what a thread died of; every thread has ended then
 */
export async function runTasks({ ground, tasks, jobs, onRow, signal }: SweepOrder): Promise<TriedRow[]> {
  signal.throwIfAborted();
  if (tasks.length === 0) return [];
  const rows: (TriedRow | undefined)[] = tasks.map(() => undefined);
  const threads = Math.min(jobs, tasks.length);
  const atOnce = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(tasks.length / (4 * threads))));
  const places = new Map(tasks.map(({ at }, place) => [at, place]));
  const workers: Worker[] = [];
  let next = 0;
  let done = 0;
  const ended = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: ended.signal });
      for (let thread = 0; thread < threads; thread++) {
        const worker = new Worker(new URL('./sweep-worker.ts', import.meta.url), { workerData: ground });
        workers.push(worker);
        worker.on('error', reject);
        worker.on('exit', (code) => reject(new Error(`a thread of the sweep ended with ${code}`)));
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
      }
    });
  } finally {
    ended.abort();
    for (const worker of workers) worker.removeAllListeners('exit');
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return rows.map((row) => {
    invariant(row !== undefined, 'every task has its row');
    return row;
  });
}
