// What a population has while it learns: its parts, and where it stands.

import type { Backend, Population, PopulationSettings, PpoState } from '../../core/index.ts';
import type { Best } from '../train/best.ts';
import type { LearningCurve } from '../train/learning-curve.ts';
import type { TrainingPlan } from '../train/plan-training.ts';
import type { Reporter } from '../train/reporter.ts';
import type { RunFolder } from '../train/run-folder.ts';
import type { TrainRequest } from '../train/train-request.ts';
import type { MemberThreads } from './member-threads.ts';

export interface Standing {
  population: Population;
  /** In the order of members; none before the first generation. */
  states: readonly PpoState[];
  /** Of each member. */
  step: number;
  best: Best | null;
  meanReturn: number | null;
}

export interface PopulationRun {
  readonly request: TrainRequest;
  readonly plan: TrainingPlan;
  readonly settings: PopulationSettings;
  readonly backend: Backend['name'];
  readonly folder: RunFolder;
  readonly curve: LearningCurve;
  readonly reporter: Reporter;
  readonly threads: MemberThreads;
  readonly standing: Standing;
  /** Steps of all members, those of the generation in hand included. */
  readonly count: { steps: number };
}
