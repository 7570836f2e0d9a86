// Attacks on a policy that is evaluated: what it withstands is known only from having tried.
// Both from Zhang et al. 2020; luck comes from the generator that is handed in.

import type { Random } from '@tradingbot/core';
import type { Backend } from '../backend.ts';
import type { Disturb } from '../ppo/evaluate-policy.ts';
import { actionDifferenceSlope } from './action-difference.ts';
import { startAnywhere } from './ball.ts';
import { searchWorst } from './search-worst.ts';
import { checkPerturbation, type PerturbationSettings } from './settings.ts';

/** Anywhere in the ball: the weakest attack, and the yardstick of the others. */
export function randomAttack(settings: PerturbationSettings, mask: Uint8Array, random: Random): Disturb {
  checkPerturbation(settings);
  return (observations, rows) => {
    const moved = new Float32Array(rows * mask.length);
    startAnywhere(observations, { rows, width: mask.length, mask }, settings, random, moved);
    observations.set(moved);
  };
}

/**
 * Maximal action difference: where the policy does what differs most from what it would do. It knows the policy and
 * nothing of the environment. Begins anywhere in the ball, since at the true observation the slope is nought.
 */
export function maximalActionDifference(
  backend: Pick<Backend, 'spec' | 'parameters' | 'forward' | 'attackGradient'>,
  settings: PerturbationSettings,
  mask: Uint8Array,
  random: Random,
): Disturb {
  checkPerturbation(settings);
  const search = { ...settings, method: 'pgd', randomStart: true } as const;
  return (observations, rows) => {
    const moved = new Float32Array(rows * mask.length);
    const slope = actionDifferenceSlope(backend, observations, rows);
    searchWorst(observations, { rows, width: mask.length, mask }, search, settings.epsilon, random, slope, moved);
    observations.set(moved);
  };
}
