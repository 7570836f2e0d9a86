// What is kept of a generation: the best models so far, checkpoints, and all members to go on from.

import { invariant } from '@tradingbot/domain';
import { join } from 'node:path';
import { memberSeed, type PopulationSettings } from '../../core/index.ts';
import { isBetter } from '../train/best.ts';
import { isDue } from '../train/train-policy.ts';
import type { MemberDone } from './member-task.ts';
import { memberBytes, savePopulation } from './population-files.ts';
import type { PopulationRun } from './population-run.ts';

/** The best of all generations, by the metric of `eval`. */
export function keepBest(run: PopulationRun, done: readonly MemberDone[]): void {
  const { plan, standing, folder } = run;
  const { metric } = plan.ground.config.eval;
  for (const one of done) {
    const value = one.judgement.figures[metric] ?? null;
    if (!isBetter(value, standing.best)) continue;
    standing.best = { step: one.state.step, value };
    folder.model('best_model.zip', bytesOf(run, one, value === null ? null : { metric, value }));
  }
}

/** The best of this generation, by what members are compared by: as a checkpoint when one is due, and at the end. */
export function keepChosen(
  run: PopulationRun,
  done: readonly MemberDone[],
  scores: readonly (number | null)[],
  before: number,
  isLast: boolean,
): void {
  const { config } = run.plan.ground;
  const chosen = done[indexOfBest(scores, run.settings)];
  invariant(chosen !== undefined, 'a population has members');
  const { step } = chosen.state;
  if (isDue(config.checkpoint_freq, before, step))
    run.folder.model(`checkpoint_${step}.zip`, bytesOf(run, chosen, null));
  if (isLast) run.folder.model('final_model.zip', bytesOf(run, chosen, null));
}

/** Of those without a score the first. */
function indexOfBest(scores: readonly (number | null)[], { mode }: PopulationSettings): number {
  const sign = mode === 'max' ? 1 : -1;
  const worth = scores.map((score) => (score === null ? -Infinity : sign * score));
  return worth.indexOf(Math.max(...worth));
}

const bytesOf = (
  { plan, settings, backend, standing }: PopulationRun,
  { member, state }: MemberDone,
  score: { readonly metric: string; readonly value: number } | null,
): Uint8Array =>
  memberBytes(plan, standing.population, member, { state, seed: memberSeed(settings.seed, member), score }, backend);

export function saveMembers({ plan, settings, standing, folder, backend }: PopulationRun): void {
  const { population, step, best, states } = standing;
  const members = states.map((state, member) =>
    memberBytes(plan, population, member, { state, seed: memberSeed(settings.seed, member), score: null }, backend),
  );
  const within = join(folder.path, plan.ground.config.pbt?.checkpoint_dir ?? '');
  savePopulation(within, { population, step, backend, best }, members);
}
