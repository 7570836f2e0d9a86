// The name of a training: when it began, and what it is.

import { sha256 } from './sha256.ts';
import type { TrainingPlan } from './plan-training.ts';

/** `<UTC start>-<8 hex of configuration, data and code>`; the seed is part of the configuration. */
export function runIdOf({ configuration, data, code }: TrainingPlan['hashes'], startedAt: string): string {
  return `${startedAt.replace(/[-:]/g, '')}-${sha256(configuration, data, code).slice(0, 8)}`;
}

/** The machine's clock, to the second: for people, never for what is learnt. */
export const startedNow = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');
