// One policy from its first step to its last: rollouts, judgements, checkpoints.

import type { Json } from '@tradingbot/contracts';
import { writeModel, type ModelData } from '@tradingbot/policy';
import { setImmediate } from 'node:timers/promises';
import type { Ppo, PpoState } from '../../core/index.ts';
import { bestInNotes, isBetter, type Best } from './best.ts';
import { judgedTrial } from './judged-trial.ts';
import type { LearningCurve } from './learning-curve.ts';
import type { Learner, Workshop } from './learner.ts';
import { checkpointOf } from './model-of.ts';
import type { TrainingPlan } from './plan-training.ts';
import type { Reporter } from './reporter.ts';
import type { RunFolder } from './run-folder.ts';
import type { TrainRequest } from './train-request.ts';

export interface PolicyRun {
  readonly plan: TrainingPlan;
  readonly workshop: Workshop;
  readonly backend: string;
  readonly folder: RunFolder;
  readonly curve: LearningCurve;
  readonly reporter: Reporter;
  readonly request: TrainRequest;
  /** Where it goes on from. */
  readonly from: { readonly state: PpoState; readonly notes: Json } | undefined;
  /** Told after each rollout. */
  readonly onStep: (step: number) => void;
}

export interface PolicyOutcome {
  readonly step: number;
  readonly best: Best | null;
  readonly meanReturn: number | null;
  /** The checkpoint that it was stopped with; `null` when it has come to its end. */
  readonly checkpoint: string | null;
}

/** What changes while it learns. */
interface Standing {
  best: Best | null;
  /** Steps at which it was judged last. */
  judgedAt: number;
  meanReturn: number | null;
}

export async function trainPolicy(run: PolicyRun): Promise<PolicyOutcome> {
  const { plan, workshop, folder, request, from } = run;
  const { config } = plan.ground;
  const { total_timesteps: total } = config.model.params;
  const learner = workshop.learner({ seed: config.seed, values: {} }, from?.state);
  const { ppo } = learner;
  const standing: Standing = { best: bestInNotes(from?.notes), judgedAt: -1, meanReturn: null };
  const keep = (name: string): void => folder.model(name, bytesOf(run, ppo, standing, null));

  while (ppo.step < total && !request.signal.aborted) {
    const before = ppo.step;
    iterate(run, ppo, standing);
    if (isDue(config.eval_freq, before, ppo.step)) judge(run, learner, standing);
    if (isDue(config.checkpoint_freq, before, ppo.step)) keep(`checkpoint_${ppo.step}.zip`);
    tellProgress(run, ppo.step, standing);
    // Lets signals in, and the progress line out.
    await setImmediate();
  }
  const isStopped = ppo.step < total;
  if (!isStopped && standing.judgedAt !== ppo.step) judge(run, learner, standing);
  const last = isStopped ? `checkpoint_${ppo.step}.zip` : 'final_model.zip';
  keep(last);
  const { best, meanReturn } = standing;
  return { step: ppo.step, best, meanReturn, checkpoint: isStopped ? last : null };
}

function iterate({ reporter }: PolicyRun, ppo: Ppo, standing: Standing): void {
  const report = ppo.iterate();
  reporter.iterated(report);
  standing.meanReturn = report.metrics['rollout/ep_rew_mean'] ?? standing.meanReturn;
}

/** On the validation range; what is better than anything before is kept as the best model. */
function judge(run: PolicyRun, learner: Learner, standing: Standing): void {
  const { plan, folder, reporter, curve, request } = run;
  const { metric } = plan.ground.config.eval;
  const { ppo } = learner;
  const judgement = learner.judge();
  standing.judgedAt = ppo.step;
  reporter.judged(ppo.step, judgement, metric);
  curve.add(0, ppo.step, judgement);
  request.onJudged(judgedTrial(plan, ppo.policy().parameters, judgement, ppo.step));
  const value = judgement.figures[metric] ?? null;
  if (!isBetter(value, standing.best)) return;
  standing.best = { step: ppo.step, value };
  folder.model('best_model.zip', bytesOf(run, ppo, standing, value === null ? null : { metric, value }));
}

function bytesOf({ plan, backend }: PolicyRun, ppo: Ppo, { best }: Standing, score: ModelData['score']): Uint8Array {
  return writeModel(
    checkpointOf(plan, ppo.save(), {
      backend,
      seed: plan.ground.config.seed,
      score,
      lineage: [{ run: plan.hashes.configuration.slice(0, 8) }],
      values: {},
      notes: { best: best === null ? null : { ...best } },
    }),
  );
}

function tellProgress({ plan, reporter, request, onStep }: PolicyRun, steps: number, { meanReturn }: Standing): void {
  onStep(steps);
  request.onProgress({
    steps,
    totalSteps: plan.ground.config.model.params.total_timesteps,
    stepsPerSecond: reporter.stepsPerSecond(),
    meanReturn,
    generation: null,
  });
}

/** Whether a multiple of `every` lies behind `before` and not behind `now`; rollouts are whole. */
export const isDue = (every: number, before: number, now: number): boolean =>
  every > 0 && Math.floor(now / every) > Math.floor(before / every);
