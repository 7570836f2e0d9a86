// A policy that was judged, for whoever counts how often that was done: every look at the validation range is a trial.

import { recordedTraining } from './recorded-training.ts';
import type { Judgement } from './judge-policy.ts';
import type { TrainingPlan } from './plan-training.ts';
import { sha256 } from './sha256.ts';
import type { Judged } from './train-request.ts';

export const judgedTrial = (
  { ground, sources }: Pick<TrainingPlan, 'ground' | 'sources'>,
  parameters: Float32Array,
  { dailyReturns }: Judgement,
  step: number,
): Judged => ({
  configuration: { ...recordedTraining(ground.config), step },
  parametersHash: sha256(new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength)),
  dailyReturns,
  sources,
});
