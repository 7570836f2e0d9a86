// What an adversary may do while a policy learns: how far it moves what the policy sees, how it searches, and how often.
// H. Zhang et al., "Robust Deep Reinforcement Learning against Adversarial Perturbations on State Observations" (2020).

import { InputError } from '@tradingbot/domain';

/** A search for the worst observation near the true one, in units of what the network sees. */
export interface PerturbationSettings {
  /** Radius of the ball that is searched. */
  readonly epsilon: number;
  /** `linf`: no number moves by more than the radius; `l2`: their root of squares does not. */
  readonly norm: 'linf' | 'l2';
  /** `pgd`: many small steps; `fgsm`: one step to the edge of the ball, with neither `steps`, `stepSize` nor `randomStart`. */
  readonly method: 'pgd' | 'fgsm';
  readonly steps: number;
  readonly stepSize: number;
  /** Begins anywhere in the ball instead of at the true observation. */
  readonly randomStart: boolean;
  /** Bounds of what a moved observation may hold; the ball goes before them. `null` = none. */
  readonly clipMin: number | null;
  readonly clipMax: number | null;
}

export interface AdversarialSettings {
  readonly perturbation: PerturbationSettings;
  /** Share of each minibatch whose policy and value terms see moved observations; the other rows carry the robust term. */
  readonly adversarialRatio: number;
  /** × KL(π(s) ‖ π(s + δ)), mean over the rows that carry it; 0 = off. */
  readonly robustKlCoef: number;
  /** Iterations without an adversary at first. */
  readonly warmupUpdates: number;
  /** What the moved rows are moved for: half for each where both are on. */
  readonly attackPolicy: boolean;
  readonly attackValue: boolean;
  /** From `perturbation.epsilon` to `epsilonFinal` within `maxUpdates` iterations after the warm-up. */
  readonly epsilonSchedule: 'constant' | 'linear' | 'cosine';
  readonly epsilonFinal: number;
  readonly maxUpdates: number;
  readonly seed: number;
}

/** @throws InputError for the first setting that is out of its range */
export function checkAdversarialSettings(settings: AdversarialSettings): void {
  checkPerturbation(settings.perturbation);
  const { adversarialRatio, robustKlCoef, warmupUpdates, epsilonFinal, maxUpdates, attackPolicy, attackValue } =
    settings;
  demand(adversarialRatio >= 0 && adversarialRatio <= 1, 'adversarialRatio', adversarialRatio, 'a share from 0 to 1');
  demand(robustKlCoef >= 0, 'robustKlCoef', robustKlCoef, 'a number from 0');
  demand(Number.isInteger(warmupUpdates) && warmupUpdates >= 0, 'warmupUpdates', warmupUpdates, 'an integer from 0');
  demand(epsilonFinal >= 0, 'epsilonFinal', epsilonFinal, 'a number from 0');
  demand(Number.isInteger(maxUpdates) && maxUpdates >= 1, 'maxUpdates', maxUpdates, 'an integer from 1');
  if (adversarialRatio > 0 && !attackPolicy && !attackValue) {
    throw new InputError(
      'adversarialRatio',
      `is ${adversarialRatio}, but neither attackPolicy nor attackValue is on`,
      'turn one of them on, or give 0',
    );
  }
}

/** @throws InputError for the first setting that is out of its range */
export function checkPerturbation({ epsilon, steps, stepSize, clipMin, clipMax }: PerturbationSettings): void {
  demand(epsilon >= 0, 'perturbation.epsilon', epsilon, 'a number from 0');
  demand(Number.isInteger(steps) && steps >= 1, 'perturbation.steps', steps, 'an integer from 1');
  demand(stepSize > 0, 'perturbation.stepSize', stepSize, 'a number above 0');
  if (clipMin !== null && clipMax !== null) {
    demand(clipMin < clipMax, 'perturbation.clipMin', clipMin, `a number below clipMax, ${clipMax}`);
  }
}

function demand(holds: boolean, where: string, value: number, wanted: string): void {
  if (!holds) throw new InputError(where, `is ${value}`, `give ${wanted}`);
}
