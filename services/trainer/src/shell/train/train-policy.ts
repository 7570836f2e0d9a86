// One policy from its first step to its last: rollouts, judgements, checkpoints.

import type { Json } from '@tradingbot/contracts';
import { writeModel } from '@tradingbot/policy';
import { setImmediate } from 'node:timers/promises';
import type { PpoState } from '../../core/index.ts';
import { bestOf, isBetter, type Best } from './best.ts';
import { judgedTrial } from './judged-trial.ts';
import type { Judgement } from './judge-policy.ts';
import type { LearningCurve } from './learning-curve.ts';
import type { Workshop } from './learner.ts';
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

export async function trainPolicy(run: PolicyRun): Promise<PolicyOutcome> {
  const { plan, workshop, folder, reporter, request, from } = run;
  const { config } = plan.ground;
  const { total_timesteps: total } = config.model.params;
  const learner = workshop.learner({ seed: config.seed, values: {} }, from?.state);
  const { ppo } = learner;
  let best = bestOf(from?.notes);
  let judgedAt = -1;
  let meanReturn: number | null = null;

  function judge(): void {
    const judgement = learner.judge();
    judgedAt = ppo.step;
    tell(judgement);
    const value = judgement.figures[config.eval.metric] ?? null;
    if (!isBetter(value, best)) return;
    best = { step: ppo.step, value };
    folder.model('best_model.zip', bytes({ metric: config.eval.metric, value }));
  }

  function tell(judgement: Judgement): void {
    const { figures } = judgement;
    reporter.judged(ppo.step, judgement, config.eval.metric);
    run.curve.add(0, ppo.step, figures);
    request.onJudged(judgedTrial(plan, ppo.policy().parameters, judgement, ppo.step));
  }

  function bytes(score: { readonly metric: string; readonly value: number | null } | null): Uint8Array {
    const value = score?.value ?? null;
    return writeModel(
      checkpointOf(plan, ppo.save(), {
        backend: run.backend,
        seed: config.seed,
        score: score === null || value === null ? null : { metric: score.metric, value },
        lineage: [{ run: plan.hashes.configuration.slice(0, 8) }],
        values: {},
        notes: { best: best === null ? null : { ...best } },
      }),
    );
  }

  while (ppo.step < total && !request.signal.aborted) {
    const before = ppo.step;
    const report = ppo.iterate();
    reporter.iterated(report);
    meanReturn = report.metrics['rollout/ep_rew_mean'] ?? meanReturn;
    if (isDue(config.eval_freq, before, ppo.step)) judge();
    if (isDue(config.checkpoint_freq, before, ppo.step)) folder.model(`checkpoint_${ppo.step}.zip`, bytes(null));
    run.onStep(ppo.step);
    request.onProgress({
      steps: ppo.step,
      totalSteps: total,
      stepsPerSecond: reporter.stepsPerSecond(),
      meanReturn,
      generation: null,
    });
    // Lets signals in, and the progress line out.
    await setImmediate();
  }
  if (ppo.step < total) {
    const name = `checkpoint_${ppo.step}.zip`;
    folder.model(name, bytes(null));
    return { step: ppo.step, best, meanReturn, checkpoint: name };
  }
  if (judgedAt !== ppo.step) judge();
  folder.model('final_model.zip', bytes(null));
  return { step: ppo.step, best, meanReturn, checkpoint: null };
}

/** Whether a multiple of `every` lies behind `before` and not behind `now`; rollouts are whole. */
export const isDue = (every: number, before: number, now: number): boolean =>
  every > 0 && Math.floor(now / every) > Math.floor(before / every);
