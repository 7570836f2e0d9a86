// What is told of a generation: figures of its members for TensorBoard, log and learning curve, and who goes on from whom.

import type { GenerationEnd } from '../../core/index.ts';
import { judgedTrial } from '../train/judged-trial.ts';
import type { MemberDone } from './member-task.ts';
import type { PopulationRun } from './population-run.ts';

/** By what members are compared. */
export function scoresOf({ plan }: PopulationRun, done: readonly MemberDone[]): (number | null)[] {
  const name = plan.ground.config.pbt?.metric_name ?? 'pnl';
  return done.map(({ reports, judgement }) =>
    name === 'mean_reward' ? meanReturnOf(reports) : (judgement.figures[name] ?? null),
  );
}

const meanReturnOf = (reports: MemberDone['reports']): number | null =>
  reports.at(-1)?.metrics['rollout/ep_rew_mean'] ?? null;

export function tellMembers(
  { reporter, curve, request, plan, standing }: PopulationRun,
  done: readonly MemberDone[],
): void {
  const { metric } = plan.ground.config.eval;
  for (const { member, state, reports, judgement } of done) {
    for (const one of reports) reporter.iterated(one, member);
    reporter.judged(state.step, judgement, metric, member);
    curve.add(member, state.step, judgement);
    request.onJudged(judgedTrial(plan, state.parameters, judgement, state.step));
  }
  const returns = done.flatMap(({ reports }) => meanReturnOf(reports) ?? []);
  if (returns.length > 0) standing.meanReturn = returns.reduce((sum, one) => sum + one, 0) / returns.length;
}

export function tellEnd(
  { reporter, standing, settings }: PopulationRun,
  { population, successions, ready }: GenerationEnd,
): void {
  const scores = population.members.flatMap(({ score }) => score ?? []);
  const best = settings.mode === 'max' ? Math.max(...scores) : Math.min(...scores);
  reporter.scalars(standing.step, {
    'pbt/population_size': settings.size,
    'pbt/ready_members': ready,
    'pbt/generation': population.generation,
    'pbt/exploited': successions.length,
    ...(scores.length === 0
      ? {}
      : {
          'pbt/mean_performance': scores.reduce((sum, one) => sum + one, 0) / scores.length,
          'pbt/best_performance': best,
        }),
  });
  const moves = successions.map(({ member, from }) => `${member} from ${from}`);
  reporter.log.info(
    `generation ${population.generation} at step ${standing.step}: ${ready} of ${settings.size} have a score, ` +
      (moves.length === 0 ? 'nobody goes on from another' : `${moves.join(', ')}`),
  );
}
