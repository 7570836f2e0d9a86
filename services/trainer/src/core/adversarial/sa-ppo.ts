// PPO that learns to withstand an adversary: part of each minibatch is seen as the adversary would have it, and of the
// rest the policy is held to say the same nearby (the robust term of Zhang et al. 2020, §3.3).

import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { createRandom } from '@tradingbot/core';
import { invariant } from '@tradingbot/domain';
import type { AttackGoal, Backend, Minibatch, UpdateSettings, UpdateStats } from '../backend.ts';
import type { Adversary, Disturbed } from '../ppo/adversary.ts';
import { scheduled } from '../ppo/schedule.ts';
import { actionDifferenceSlope } from './action-difference.ts';
import { partOf } from './part-of.ts';
import { createRobustStats } from './robust-stats.ts';
import { searchWorst, type Slope } from './search-worst.ts';
import { checkAdversarialSettings, type AdversarialSettings } from './settings.ts';

/** The radius in an iteration: from the two ends of the schedule, never from what it was before. */
export function epsilonAt(settings: AdversarialSettings, iteration: number): number {
  const { perturbation, epsilonSchedule, epsilonFinal, warmupUpdates, maxUpdates } = settings;
  if (epsilonSchedule === 'constant') return perturbation.epsilon;
  const schedule = { kind: epsilonSchedule, from: perturbation.epsilon, to: epsilonFinal } as const;
  return scheduled(schedule, (iteration - warmupUpdates) / maxUpdates);
}

/**
 * @param mask one for each number of an observation: 1 where it may be moved, as the market's may
 * @throws InputError for a setting out of its range
 */
export function createSaPpo(settings: AdversarialSettings, backend: Backend, mask: Uint8Array): Adversary {
  checkAdversarialSettings(settings);
  const width = backend.spec.observations;
  invariant(mask.length === width, 'a mask is as wide as an observation');
  const { perturbation, adversarialRatio, robustKlCoef, warmupUpdates } = settings;
  const goals: AttackGoal[] = [];
  if (settings.attackPolicy) goals.push('policy');
  if (settings.attackValue) goals.push('value');
  const stats = createRobustStats();
  let random = createRandom(settings.seed);
  let active = false;
  let epsilon = 0;

  function disturb(batch: Minibatch, update: UpdateSettings): Disturbed {
    if (!active) return { batch, settings: update };
    const clean = batch.rows - Math.floor(batch.rows * adversarialRatio);
    const attacked = batch.rows - clean;
    stats.split(clean, attacked);
    goals.forEach((goal, index) => {
      const from = clean + Math.floor((attacked * index) / goals.length);
      const to = clean + Math.floor((attacked * (index + 1)) / goals.length);
      attack(partOf(batch, from, to), goal, update.clipRange);
    });
    if (clean === 0 || robustKlCoef === 0) return { batch, settings: update };
    // The term is a mean over all rows; those that are moved already add nothing to it.
    const scaled = (robustKlCoef * batch.rows) / clean;
    return {
      batch: { ...batch, perturbed: nearby(batch, clean) },
      settings: { ...update, robustKlCoef: scaled },
    };
  }

  /** Moves the observations of the part, in place. */
  function attack(part: Minibatch, goal: AttackGoal, clipRange: number): void {
    if (part.rows === 0) return;
    const slope: Slope = (observations, gradient) => {
      backend.attackGradient(observations, part, goal, clipRange, gradient);
    };
    const moved = new Float32Array(part.rows * width);
    searchWorst(part.observations, rowsOf(part.rows), perturbation, epsilon, random, slope, moved);
    part.observations.set(moved);
  }

  /**
   * For the first `clean` rows where the policy differs most nearby. That search begins anywhere in the ball whatever the
   * settings: at the true observation its slope is nought.
   */
  function nearby(batch: Minibatch, clean: number): Float32Array {
    const perturbed = batch.observations.slice();
    const search = { ...perturbation, method: 'pgd', randomStart: true } as const;
    const slope = actionDifferenceSlope(backend, batch.observations, clean);
    searchWorst(batch.observations, rowsOf(clean), search, epsilon, random, slope, perturbed);
    return perturbed;
  }

  const rowsOf = (rows: number) => ({ rows, width, mask });

  return {
    begin: (iteration) => {
      active = iteration >= warmupUpdates;
      epsilon = active ? epsilonAt(settings, iteration) : 0;
      stats.begin(epsilon);
    },
    disturb,
    learnt: (update: UpdateStats) => {
      stats.add(update, robustKlCoef);
    },
    metrics: stats.metrics,
    save: () => [...random.getState()],
    load: (saved) => {
      invariant(Array.isArray(saved), 'a saved adversary is the state of its generator');
      random = xoroshiro128plusFromState(saved.map(Number));
    },
  };
}
