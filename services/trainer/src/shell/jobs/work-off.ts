// A worker: asks for a share, learns, gives it back, until it is told to stop. It reads bars and configuration itself; the
// subject that it asks under says that both are the same as the asked one's.

import { BusTimeoutError, NoRespondersError, type Bus } from '@tradingbot/bus';
import { setTimeout } from 'node:timers/promises';
import { doTask } from '../population/member-task.ts';
import type { Workshop } from '../train/learner.ts';
import { jobBytes, jobOf, type JobSubjects } from './job-messages.ts';

/** Whoever hands out answers at once; it may also have gone. */
const ANSWER_MS = 2_000;
/** How long it waits when there is nothing to do. */
const PAUSE_MS = 100;

export interface WorkerOptions {
  readonly bus: Bus;
  readonly subjects: JobSubjects;
  readonly workshop: Workshop;
  readonly say: (sentence: string) => void;
  readonly signal: AbortSignal;
}

/** Resolves when the signal is aborted: the share in hand is lost, and will be handed out again. */
export async function workOff({ bus, subjects, workshop, say, signal }: WorkerOptions): Promise<void> {
  while (!signal.aborted) {
    const bytes = await asked(bus, subjects.next, '');
    if (bytes === undefined || bytes.length === 0) {
      await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      continue;
    }
    const { run, batch, task } = jobOf(bytes);
    const done = doTask(workshop, task);
    say(`member ${task.member} of ${run} is at step ${done.state.step}`);
    // Nobody there any more: the run goes on from its population on disk, and asks anew.
    await asked(bus, subjects.done, jobBytes({ run, batch, done }));
  }
}

/** `undefined` where nobody answers: there is no such run now. */
async function asked(bus: Bus, subject: string, data: string | Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return (await bus.request(subject, data, ANSWER_MS)).data;
  } catch (error) {
    if (error instanceof NoRespondersError || error instanceof BusTimeoutError) return undefined;
    throw error;
  }
}
