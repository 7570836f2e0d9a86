// A population from its first generation to its last: members learn on threads, are judged, and the worse ones go on from
// the better ones. Generations are in step, so the result is the same on any number of threads.

import { InputError } from '@tradingbot/domain';
import { layoutOf } from '@tradingbot/policy';
import {
  beginPopulation,
  endGeneration,
  inherited,
  memberSeed,
  type Backend,
  type GenerationEnd,
  type PopulationSettings,
  type PpoState,
} from '../../core/index.ts';
import { chooseBackend } from '../choose-backend.ts';
import { handOut } from '../jobs/hand-out.ts';
import { jobSubjects } from '../jobs/job-messages.ts';
import { scoredBest } from '../train/best.ts';
import { otherCodeSentence } from '../train/find-checkpoint.ts';
import { openLearningCurve } from '../train/learning-curve.ts';
import { manifestOf } from '../train/manifest.ts';
import type { TrainingPlan } from '../train/plan-training.ts';
import { openReporter } from '../train/reporter.ts';
import { folderOf, refuseDone, resultBase } from '../train/result.ts';
import { startedNow } from '../train/run-identity.ts';
import type { TrainRequest, TrainResult } from '../train/train-request.ts';
import type { MemberDone, MemberTask } from './member-task.ts';
import { openThreads, type MemberThreads } from './member-threads.ts';
import { findPopulation, type FoundPopulation } from './population-files.ts';
import { keepBest, keepChosen, saveMembers } from './keep-generation.ts';
import type { PopulationRun, Standing } from './population-run.ts';
import { scoresOf, tellEnd, tellMembers } from './tell-generation.ts';

export async function trainPopulation(
  request: TrainRequest,
  plan: TrainingPlan,
  settings: PopulationSettings,
  threads: number,
): Promise<TrainResult> {
  const run = await begin(request, plan, settings, threads);
  const { reporter, standing } = run;
  try {
    await generations(run);
  } catch (error) {
    if (!request.signal.aborted) {
      reporter.log.warn(`population failed: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  } finally {
    await run.threads.close();
    reporter.close();
  }
  const isDone = standing.step >= plan.ground.config.model.params.total_timesteps;
  reporter.log.info(`population is ${isDone ? 'done' : 'stopped'} after generation ${standing.population.generation}`);
  return resultOf(run, isDone);
}

/** @throws InputError before anything is written */
async function begin(
  request: TrainRequest,
  plan: TrainingPlan,
  settings: PopulationSettings,
  threads: number,
): Promise<PopulationRun> {
  const { config, network } = plan.ground;
  const found = request.resume === undefined ? undefined : findPopulation(request.resume, plan);
  if (found !== undefined) refuseDone(found.runId, found.saved.step, config.model.params.total_timesteps);
  if (request.bus !== undefined) refuseLarge(plan);
  const chosen = await chooseBackend(found?.saved.backend ?? config.backend, network);
  const { name } = chosen.backend;
  chosen.backend.dispose();
  request.say(chosen.why);
  if (found?.isOfOtherCode === true) request.say(otherCodeSentence(found.runId));
  const startedAt = startedNow();
  const folder = folderOf(plan, found?.runId, startedAt);
  const { runId } = folder;
  const standing = standingOf(found, settings);
  const count = { steps: standing.step * settings.size };
  const resumedAfter = found?.saved.step;
  const reporter = openReporter({ logsDir: config.logs_dir, runId, resumedAfter, steps: () => count.steps });
  const where = request.bus === undefined ? `${threads} threads` : 'workers over the bus';
  const from = found === undefined ? 'begins' : `goes on at step ${standing.step}`;
  reporter.log.info(`population of ${settings.size} on ${where} ${from}: ${chosen.why}`);
  const curve = openLearningCurve(folder, standing.step);
  const pool = openMembers(request, plan, name, runId, threads);
  const parts = { request, plan, settings, backend: name, folder, curve, reporter, standing, count };
  const run: PopulationRun = { ...parts, threads: pool };
  if (found === undefined) {
    folder.json('manifest.json', manifestOf(plan, runId, startedAt, name));
    saveMembers(run);
  }
  return run;
}

const standingOf = (found: FoundPopulation | undefined, settings: PopulationSettings): Standing => ({
  population: found?.saved.population ?? beginPopulation(settings),
  states: found?.states ?? [],
  step: found?.saved.step ?? 0,
  best: found?.saved.best ?? null,
  meanReturn: null,
});

function resultOf(
  { plan, folder, backend, settings, standing, reporter }: PopulationRun,
  isDone: boolean,
): TrainResult {
  return {
    ...resultBase(plan, folder, backend),
    status: isDone ? 'done' : 'interrupted',
    timesteps: standing.step * settings.size,
    best: scoredBest(standing.best),
    mean_return: standing.meanReturn,
    members: settings.size,
    generations: standing.population.generation,
    steps_per_second: reporter.stepsPerSecond(),
    checkpoint: isDone ? null : folder.path,
    tensorboard_dir: reporter.tensorboardDir,
    log: reporter.log.path,
  };
}

function openMembers(
  { bus }: TrainRequest,
  plan: TrainingPlan,
  backend: Backend['name'],
  runId: string,
  threads: number,
): MemberThreads {
  if (bus === undefined) return openThreads({ ...plan.ground, backend }, threads);
  return handOut(bus, jobSubjects(plan, backend), runId);
}

/** What a NATS server takes unless it is told otherwise, less what stands around the numbers. */
const MOST_MESSAGE_BYTES = 2 ** 20 - 2 ** 16;

/** A member travels with its parameters, the two moments of each, and what its environments show it. */
function refuseLarge({ ground: { network, config } }: TrainingPlan): void {
  const bytes = 4 * (3 * layoutOf(network).size + config.env.n_envs * network.observations);
  if (bytes <= MOST_MESSAGE_BYTES) return;
  throw new InputError(
    '--workers',
    `a member has ${bytes} bytes, more than a message on the bus`,
    'lower policy.hidden, or let members learn on threads (--jobs)',
  );
}

async function generations(run: PopulationRun): Promise<void> {
  const { request, plan, standing, count, settings } = run;
  const { total_timesteps: total } = plan.ground.config.model.params;
  while (standing.step < total) {
    const done = await run.threads.run(
      tasksOf(run, total),
      ({ reports }) => {
        count.steps += reports.length * rolloutSteps(plan);
        progress(run, total);
      },
      request.signal,
    );
    tellMembers(run, done);
    const before = standing.step;
    standing.step = done[0]?.state.step ?? before;
    count.steps = standing.step * settings.size;
    const isLast = standing.step >= total;
    const scores = scoresOf(run, done);
    keepBest(run, done);
    keepChosen(run, done, scores, before, isLast);
    const end = endGeneration(standing.population, scores, settings, isLast);
    succeed(run, done, end);
    // What is told has been kept.
    saveMembers(run);
    tellEnd(run, end);
    progress(run, total);
  }
}

function tasksOf({ plan, settings, standing }: PopulationRun, totalSteps: number): MemberTask[] {
  const { perturbation_interval: updates = 1 } = plan.ground.config.pbt ?? {};
  return standing.population.members.map(({ id, hyperparameters }) => ({
    member: id,
    variation: { seed: memberSeed(settings.seed, id), values: hyperparameters },
    state: standing.states[id] ?? null,
    updates,
    totalSteps,
  }));
}

const rolloutSteps = ({ ground: { config } }: TrainingPlan): number => config.model.params.n_steps * config.env.n_envs;

function progress({ request, reporter, count, settings, standing }: PopulationRun, total: number): void {
  request.onProgress({
    steps: count.steps,
    totalSteps: total * settings.size,
    stepsPerSecond: reporter.stepsPerSecond(),
    meanReturn: standing.meanReturn,
    generation: standing.population.generation,
  });
}

function succeed({ plan, standing }: PopulationRun, done: readonly MemberDone[], end: GenerationEnd): void {
  const states = done.map(({ state }) => state);
  const optimiser = plan.ground.config.pbt?.optimizer_exploit_strategy ?? 'reset';
  const ancestors = new Map(end.successions.map(({ member, from }) => [member, from]));
  standing.population = end.population;
  standing.states = states.map((own, member) => {
    const ancestor = states[ancestors.get(member) ?? member] as PpoState;
    return ancestor === own ? own : inherited(own, ancestor, optimiser);
  });
}
