// The shares of members on the bus, under `jobs.train.*`: what is asked for, handed out and given back. Bytes are those of
// Node's structured clone, so numbers arrive bit for bit; both ends run the same code, which the subject says.

import { deserialize, serialize } from 'node:v8';
import type { TrainingPlan } from '../train/plan-training.ts';
import { sha256 } from '../train/sha256.ts';
import type { MemberDone, MemberTask } from '../population/member-task.ts';

/** A share, and which one it is: the same share may be handed out twice, and is the same both times. */
export interface Job {
  readonly run: string;
  readonly batch: number;
  readonly task: MemberTask;
}

export interface JobDone {
  readonly run: string;
  readonly batch: number;
  readonly done: MemberDone;
}

export interface JobSubjects {
  /** Asked by a worker that has nothing to do; answered by a job, or by nothing at all. */
  readonly next: string;
  /** Told by a worker; answered when it was heard. */
  readonly done: string;
}

/**
 * Of one configuration, its bars, the code and who computes: others are never mixed with it. The length of the training is
 * no part of the configuration's hash, but schedules hang on it.
 */
export function jobSubjects({ hashes, ground }: Pick<TrainingPlan, 'hashes' | 'ground'>, backend: string): JobSubjects {
  const steps = String(ground.config.model.params.total_timesteps);
  const key = sha256(hashes.configuration, steps, hashes.data, hashes.code, backend).slice(0, 16);
  return { next: `jobs.train.${key}.next`, done: `jobs.train.${key}.done` };
}

export const jobBytes = (message: Job | JobDone): Uint8Array => serialize(message);
export const jobOf = (bytes: Uint8Array): Job => deserialize(bytes) as Job;
export const jobDoneOf = (bytes: Uint8Array): JobDone => deserialize(bytes) as JobDone;
