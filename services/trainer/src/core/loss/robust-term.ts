// How far an adversary's small move of the observations moves the policy: KL(π(s) ‖ π(s + δ)), the clean side held fast.
// Zhang et al. 2020, "Robust Deep Reinforcement Learning against Adversarial Perturbations on State Observations".

import type { Minibatch, UpdateSettings, UpdateStats } from '../backend.ts';
import type { Rows } from './floats.ts';
import type { PolicyHead } from './policy-head.ts';

export function createRobustTerm(head: PolicyHead) {
  let rows = 0;
  let coefficient = 0;
  let sum = 0;
  return {
    begin(batch: Minibatch, settings: UpdateSettings): void {
      rows = batch.rows;
      coefficient = batch.perturbed === undefined ? 0 : settings.robustKlCoef;
      sum = 0;
    },
    add(count: number, clean: Rows, moved: Rows, gradients: Rows): void {
      if (coefficient === 0) return;
      for (let i = 0; i < count; i++) {
        sum += head.divergence(clean.values, i * clean.stride, moved.values, i * moved.stride);
        head.divergenceGradient(coefficient / rows, gradients.values, i * gradients.stride);
      }
    },
    means: (): Pick<UpdateStats, 'robustKl'> => ({ robustKl: sum / rows }),
  };
}
