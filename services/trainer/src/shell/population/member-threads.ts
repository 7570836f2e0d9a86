// The threads that a population learns on: whichever is free takes the next member. What comes out is in the order of what
// went in, so it does not hang on how many threads there are.

import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { invariant } from '@tradingbot/domain';
import { openWorkshop } from '../train/learner.ts';
import type { TrainingGround } from '../train/training-ground.ts';
import { doTask, type MemberDone, type MemberTask } from './member-task.ts';

export interface MemberThreads {
  /** @throws the reason of the signal, or what a thread died of */
  run(tasks: readonly MemberTask[], onDone: (done: MemberDone) => void, signal: AbortSignal): Promise<MemberDone[]>;
  close(): Promise<void>;
}

/** The bars of the ground lie in shared memory: threads copy none of them. One thread is this one. */
export function openThreads(ground: TrainingGround, count: number): MemberThreads {
  if (count === 1) return onThisThread(ground);
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('./member-worker.ts', import.meta.url), { workerData: ground }),
  );
  return {
    run: (tasks, onDone, signal) => runOn(workers, tasks, onDone, signal),
    close: async () => {
      for (const worker of workers) worker.removeAllListeners();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function onThisThread(ground: TrainingGround): MemberThreads {
  const workshop = openWorkshop(ground);
  return {
    async run(tasks, onDone, signal) {
      const open = await workshop;
      const results: MemberDone[] = [];
      for (const task of tasks) {
        // Lets signals in, and the progress line out.
        await setImmediate();
        signal.throwIfAborted();
        const done = doTask(open, task);
        onDone(done);
        results.push(done);
      }
      return results;
    },
    close: async () => (await workshop).dispose(),
  };
}

async function runOn(
  workers: readonly Worker[],
  tasks: readonly MemberTask[],
  onDone: (done: MemberDone) => void,
  signal: AbortSignal,
): Promise<MemberDone[]> {
  signal.throwIfAborted();
  const results: (MemberDone | undefined)[] = tasks.map(() => undefined);
  const places = new Map(tasks.map(({ member }, place) => [member, place]));
  const ended = new AbortController();
  let next = 0;
  let done = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: ended.signal });
      for (const worker of workers) {
        worker.removeAllListeners();
        worker.on('error', reject);
        worker.on('exit', (code) => reject(new Error(`a thread of the population ended with ${code}`)));
        worker.on('message', (result: MemberDone) => {
          results[places.get(result.member) as number] = result;
          onDone(result);
          done += 1;
          if (done === tasks.length) return resolve();
          if (next < tasks.length) worker.postMessage(tasks[next++]);
        });
        if (next < tasks.length) worker.postMessage(tasks[next++]);
      }
    });
  } finally {
    ended.abort();
  }
  return results.map((result) => {
    invariant(result !== undefined, 'every member has done its share');
    return result;
  });
}
