// One worker from configuration to shares: `tradingbot service trainer`.

import type { Bus } from '@tradingbot/bus';
import type { TrainConfig } from '@tradingbot/config';
import { chooseBackend } from '../choose-backend.ts';
import { workshopOn } from '../train/learner.ts';
import { planTraining } from '../train/plan-training.ts';
import { jobSubjects } from './job-messages.ts';
import { workOff } from './work-off.ts';

export interface TrainerServiceOptions {
  readonly config: TrainConfig;
  readonly bus: Bus;
  readonly say: (sentence: string) => void;
  /** Called once it asks for work. */
  readonly ready: () => void;
  readonly signal: AbortSignal;
}

/**
 * Works until it is told to stop, for whichever run of this configuration hands shares out.
 * @throws InputError for a configuration that cannot be trained
 */
export async function trainerService({ config, bus, say, ready, signal }: TrainerServiceOptions): Promise<void> {
  const plan = await planTraining(config);
  const { backend, why } = await chooseBackend(config.backend, plan.ground.network);
  const subjects = jobSubjects(plan, backend.name);
  say(`${why} Asks for work on ${subjects.next}.`);
  const workshop = workshopOn({ ...plan.ground, backend: backend.name }, backend);
  ready();
  try {
    await workOff({ bus, subjects, workshop, say, signal });
  } finally {
    workshop.dispose();
  }
}
