// The port for who disturbs what the policy sees while it learns, so that it learns to withstand it.

import type { Json } from '@tradingbot/contracts';
import type { Minibatch, UpdateSettings, UpdateStats } from '../backend.ts';

/** A minibatch as it shall be learnt from, and with what settings. */
export interface Disturbed {
  readonly batch: Minibatch;
  readonly settings: UpdateSettings;
}

export interface Adversary {
  /** An iteration begins; `iteration` counts from 0. */
  begin(iteration: number): void;
  /** May write to the observations of the batch. */
  disturb(batch: Minibatch, settings: UpdateSettings): Disturbed;
  /** What came of the last `disturb`. */
  learnt(stats: UpdateStats): void;
  /** Of the iteration, by the names under which they are shown. */
  metrics(): Readonly<Record<string, number>>;
  save(): Json;
  load(saved: Json): void;
}
