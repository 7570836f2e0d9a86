// Hands the shares of members out over the bus, to whichever worker asks, and gathers what comes back. A share whose worker
// is not heard of for too long is handed out again: it comes out the same, so the first answer counts.
// Nothing is kept by the bus: whoever is killed here goes on from the population on disk.

import type { Bus, BusMessage, Subscription } from '@tradingbot/bus';
import { invariant } from '@tradingbot/domain';
import type { MemberDone, MemberTask } from '../population/member-task.ts';
import type { MemberThreads } from '../population/member-threads.ts';
import { jobBytes, jobDoneOf, type JobSubjects } from './job-messages.ts';

/** A worker may take so many times the longest share so far, and at least so long. */
const PATIENCE = 3;
const LEAST_PATIENCE_MS = 30_000;

interface Share {
  readonly task: MemberTask;
  /** When it was last handed out, in milliseconds. */
  givenAt: number;
  result: MemberDone | undefined;
}

/**
 * @param run a name that no other run has
 * @param now milliseconds of a clock that only goes forward
 */
export function handOut(
  bus: Bus,
  subjects: JobSubjects,
  run: string,
  now: () => number = () => performance.now(),
): MemberThreads {
  let shares: readonly Share[] = [];
  let batch = 0;
  let longest = 0;
  let heard: (done: MemberDone) => void = () => undefined;

  function onNext(message: BusMessage): void {
    const patience = Math.max(LEAST_PATIENCE_MS, PATIENCE * longest);
    const share = shares.find(({ result, givenAt }) => result === undefined && now() - givenAt > patience);
    if (share === undefined) return message.respond('');
    share.givenAt = now();
    message.respond(jobBytes({ run, batch, task: share.task }));
  }

  function onDone(message: BusMessage): void {
    const job = jobDoneOf(message.data);
    message.respond('');
    const share = shares.find(({ task }) => task.member === job.done.member);
    if (job.run !== run || job.batch !== batch || share === undefined || share.result !== undefined) return;
    longest = Math.max(longest, now() - share.givenAt);
    share.result = job.done;
    heard(job.done);
  }

  const listening: Subscription[] = [bus.subscribe(subjects.next, onNext), bus.subscribe(subjects.done, onDone)];
  return {
    async run(tasks, onEach, signal) {
      signal.throwIfAborted();
      const ended = new AbortController();
      try {
        await new Promise<void>((resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: ended.signal });
          heard = (done) => {
            onEach(done);
            if (shares.every(({ result }) => result !== undefined)) resolve();
          };
          batch += 1;
          shares = tasks.map((task) => ({ task, givenAt: -Infinity, result: undefined }));
        });
      } finally {
        ended.abort();
      }
      return shares.map(({ result }) => {
        invariant(result !== undefined, 'every member has done its share');
        return result;
      });
    },
    close: () => {
      for (const subscription of listening) subscription.unsubscribe();
      return Promise.resolve();
    },
  };
}
