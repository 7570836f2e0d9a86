// The share of a member in a generation: so many rollouts from a state, and a judgement. It hangs on what is handed in and
// on nothing else, so it does not matter which thread does it.

import type { IterationReport, PpoState } from '../../core/index.ts';
import type { LearnerJudgement, Workshop } from '../train/learner.ts';
import type { Variation } from '../train/settings-of.ts';

export interface MemberTask {
  readonly member: number;
  readonly variation: Variation;
  /** `null`: begins. */
  readonly state: PpoState | null;
  /** Rollouts to learn from. */
  readonly updates: number;
  /** No rollout is begun at this step or later. */
  readonly totalSteps: number;
}

export interface MemberDone {
  readonly member: number;
  readonly state: PpoState;
  readonly reports: readonly IterationReport[];
  readonly judgement: LearnerJudgement;
}

export function doTask(workshop: Workshop, { member, variation, state, updates, totalSteps }: MemberTask): MemberDone {
  const learner = workshop.learner(variation, state ?? undefined);
  const reports: IterationReport[] = [];
  while (reports.length < updates && learner.ppo.step < totalSteps) reports.push(learner.ppo.iterate());
  return { member, state: learner.ppo.save(), reports, judgement: learner.judge() };
}
