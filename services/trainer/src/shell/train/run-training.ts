// Runs one training from configuration to files: bars in, models out. What is learnt is the core's; what stands here is
// reading, writing, and the order in which that happens.

import { InputError } from '@tradingbot/domain';
import type { Backend } from '../../core/index.ts';
import { chooseBackend } from '../choose-backend.ts';
import { trainPopulation } from '../population/train-population.ts';
import { scoredBest } from './best.ts';
import { findCheckpoint, otherCodeSentence } from './find-checkpoint.ts';
import { openLearningCurve } from './learning-curve.ts';
import { workshopOn } from './learner.ts';
import { manifestOf } from './manifest.ts';
import { estimateMemory, mibText, refuseTooMuch } from './memory-estimate.ts';
import { stateOfCheckpoint } from './model-of.ts';
import { planTraining, type TrainingPlan } from './plan-training.ts';
import { openReporter, type Reporter } from './reporter.ts';
import type { RunFolder } from './run-folder.ts';
import { folderOf, refuseDone, resultBase } from './result.ts';
import { startedNow } from './run-identity.ts';
import { populationSettingsOf } from './settings-of.ts';
import { trainPolicy, type PolicyOutcome } from './train-policy.ts';
import type { TrainRequest, TrainResult } from './train-request.ts';

/**
 * Trains what `request.config` says and writes `artifacts/<run_id>/`, logs and TensorBoard's files as it goes.
 * @throws InputError for a file, symbol, date, feature or checkpoint that does not fit, before anything is written
 */
export async function runTraining(request: TrainRequest): Promise<TrainResult> {
  const plan = await planTraining(request.config);
  checkRollout(plan);
  const population = populationSettingsOf(request.config);
  const threads = population === null ? 1 : Math.min(request.threads, population.size);
  const { network } = plan.ground;
  const memory = estimateMemory(request.config, network, plan.bars, plan.ground.plan.marketCount, threads);
  refuseTooMuch(memory, request.config.max_memory_mb);
  request.say(`Memory: about ${mibText(memory.bytes)}, most of it for ${memory.largest.what}.`);
  return population === null ? trainOne(request, plan) : trainPopulation(request, plan, population, threads);
}

async function trainOne(request: TrainRequest, plan: TrainingPlan): Promise<TrainResult> {
  const { config } = plan.ground;
  const { found, from, backend, why } = await begin(request, plan);
  const workshop = workshopOn({ ...plan.ground, backend: backend.name }, backend);
  const startedAt = startedNow();
  const folder = folderOf(plan, found?.runId, startedAt);
  let step = from?.state.step ?? 0;
  const resumedAfter = from?.state.step;
  const reporter = openReporter({ logsDir: config.logs_dir, runId: folder.runId, resumedAfter, steps: () => step });
  if (found?.runId === undefined) folder.json('manifest.json', manifestOf(plan, folder.runId, startedAt, backend.name));
  reporter.log.info(
    found === undefined
      ? `training of ${config.model.params.total_timesteps} steps begins: ${why}`
      : `training goes on from ${found.path} at step ${step}`,
  );
  const curve = openLearningCurve(folder, step);
  const onStep = (reached: number): void => {
    step = reached;
  };
  try {
    const parts = { plan, workshop, backend: backend.name, folder, curve, reporter, request, from, onStep };
    return resultOf(plan, folder, backend.name, reporter, await trainPolicy(parts));
  } catch (error) {
    reporter.log.warn(`training failed at step ${step}: ${error instanceof Error ? error.message : String(error)}`);
    throw error;
  } finally {
    reporter.close();
    workshop.dispose();
  }
}

/** What it goes on from, if anything, and who computes. @throws InputError before anything is written */
async function begin(request: TrainRequest, plan: TrainingPlan) {
  const { config, network } = plan.ground;
  const found = request.resume === undefined ? undefined : findCheckpoint(request.resume, plan);
  const from = found && stateOfCheckpoint(found.checkpoint, found.path);
  if (found !== undefined && from !== undefined)
    refuseDone(found.path, from.state.step, config.model.params.total_timesteps);
  const recorded = found?.checkpoint.model.data.hyperparameters['backend'];
  const wanted = typeof recorded === 'string' ? (recorded as Backend['name']) : config.backend;
  const { backend, why } = await chooseBackend(wanted, network);
  request.say(why);
  if (found?.isOfOtherCode === true) request.say(otherCodeSentence(found.path));
  return { found, from, backend, why };
}

function resultOf(
  plan: TrainingPlan,
  folder: RunFolder,
  backend: string,
  reporter: Reporter,
  { step, best, meanReturn, checkpoint }: PolicyOutcome,
): TrainResult {
  reporter.log.info(
    checkpoint === null
      ? `training is done at step ${step}`
      : `training is stopped at step ${step}, with ${checkpoint}`,
  );
  return {
    ...resultBase(plan, folder, backend),
    status: checkpoint === null ? 'done' : 'interrupted',
    timesteps: step,
    best: scoredBest(best),
    mean_return: meanReturn,
    members: 1,
    generations: 0,
    steps_per_second: reporter.stepsPerSecond(),
    checkpoint: checkpoint === null ? null : `${folder.path}/${checkpoint}`,
    tensorboard_dir: reporter.tensorboardDir,
    log: reporter.log.path,
  };
}

function checkRollout({ ground: { config } }: TrainingPlan): void {
  const { n_steps: steps, batch_size: batch } = config.model.params;
  const rows = steps * config.env.n_envs;
  if (batch <= rows && rows % batch === 0) return;
  throw new InputError(
    'model.params.batch_size',
    `is ${batch}, but a rollout has ${rows} steps (model.params.n_steps × env.n_envs) and is learnt from in whole minibatches`,
    'write a divisor of it',
  );
}
