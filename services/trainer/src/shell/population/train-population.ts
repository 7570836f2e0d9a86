// A population from its first generation to its last: members learn on threads, are judged, and the worse ones go on from
// the better ones. Generations are in step, so the result is the same on any number of threads.

import { InputError, invariant } from '@tradingbot/domain';
import { layoutOf } from '@tradingbot/policy';
import { join } from 'node:path';
import {
  beginPopulation,
  endGeneration,
  inherited,
  memberSeed,
  type Backend,
  type GenerationEnd,
  type Population,
  type PopulationSettings,
  type PpoState,
} from '../../core/index.ts';
import { chooseBackend } from '../choose-backend.ts';
import { handOut } from '../jobs/hand-out.ts';
import { jobSubjects } from '../jobs/job-messages.ts';
import { isBetter, scoredBest, type Best } from '../train/best.ts';
import { judgedTrial } from '../train/judged-trial.ts';
import { openLearningCurve, type LearningCurve } from '../train/learning-curve.ts';
import { manifestOf } from '../train/manifest.ts';
import type { TrainingPlan } from '../train/plan-training.ts';
import { openReporter, type Reporter } from '../train/reporter.ts';
import { folderOf, resultBase } from '../train/result.ts';
import { startedNow } from '../train/run-identity.ts';
import type { RunFolder } from '../train/run-folder.ts';
import { isDue } from '../train/train-policy.ts';
import type { TrainRequest, TrainResult } from '../train/train-request.ts';
import type { MemberDone, MemberTask } from './member-task.ts';
import { openThreads, type MemberThreads } from './member-threads.ts';
import { findPopulation, memberBytes, savePopulation } from './population-files.ts';

interface Standing {
  population: Population;
  /** In the order of members; none before the first generation. */
  states: readonly PpoState[];
  /** Of each member. */
  step: number;
  best: Best | null;
  meanReturn: number | null;
}

interface Run {
  readonly request: TrainRequest;
  readonly plan: TrainingPlan;
  readonly settings: PopulationSettings;
  readonly backend: string;
  readonly folder: RunFolder;
  readonly curve: LearningCurve;
  readonly reporter: Reporter;
  readonly threads: MemberThreads;
  readonly standing: Standing;
  /** Steps of all members, those of the generation in hand included. */
  readonly count: { steps: number };
}

export async function trainPopulation(
  request: TrainRequest,
  plan: TrainingPlan,
  settings: PopulationSettings,
  threads: number,
): Promise<TrainResult> {
  const { config, network } = plan.ground;
  const found = request.resume === undefined ? undefined : findPopulation(request.resume, plan);
  const chosen = await chooseBackend((found?.saved.backend as 'simd' | undefined) ?? config.backend, network);
  const { name } = chosen.backend;
  chosen.backend.dispose();
  request.say(chosen.why);
  if (request.bus !== undefined) refuseLarge(plan);
  const startedAt = startedNow();
  const folder = folderOf(plan, found?.runId, startedAt);
  const standing: Standing = {
    population: found?.saved.population ?? beginPopulation(settings),
    states: found?.states ?? [],
    step: found?.saved.step ?? 0,
    best: found?.saved.best ?? null,
    meanReturn: null,
  };
  const count = { steps: standing.step * settings.size };
  const reporter = openReporter({
    logsDir: config.logs_dir,
    runId: folder.runId,
    resumedAfter: found === undefined ? undefined : standing.step,
    steps: () => count.steps,
  });
  if (found === undefined) folder.json('manifest.json', manifestOf(plan, folder.runId, startedAt, name));
  const pool = openMembers(request, plan, name, folder.runId, threads);
  const curve = openLearningCurve(folder, standing.step);
  const run: Run = { request, plan, settings, backend: name, folder, curve, reporter, threads: pool, standing, count };
  reporter.log.info(
    `population of ${settings.size} on ${request.bus === undefined ? `${threads} threads` : 'workers over the bus'} ${found === undefined ? 'begins' : `goes on at step ${standing.step}`}: ${chosen.why}`,
  );
  if (found === undefined) save(run);
  try {
    await generations(run);
  } catch (error) {
    if (!request.signal.aborted) {
      reporter.log.warn(`population failed: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  } finally {
    await pool.close();
    reporter.close();
  }
  const isDone = standing.step >= config.model.params.total_timesteps;
  reporter.log.info(`population is ${isDone ? 'done' : 'stopped'} after generation ${standing.population.generation}`);
  return {
    ...resultBase(plan, folder, name),
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

async function generations(run: Run): Promise<void> {
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
    tell(run, done);
    const before = standing.step;
    standing.step = done[0]?.state.step ?? before;
    count.steps = standing.step * settings.size;
    const isLast = standing.step >= total;
    const scores = scoresOf(run, done);
    keepBest(run, done);
    keepChosen(run, done, scores, before, isLast);
    const end = endGeneration(standing.population, scores, settings);
    succeed(run, done, end, isLast);
    report(run, end, isLast);
    save(run);
    progress(run, total);
  }
}

function tasksOf({ plan, settings, standing }: Run, totalSteps: number): MemberTask[] {
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

/** By what members are compared. */
function scoresOf({ plan }: Run, done: readonly MemberDone[]): (number | null)[] {
  const name = plan.ground.config.pbt?.metric_name ?? 'pnl';
  return done.map(({ reports, judgement }) =>
    name === 'mean_reward' ? meanReturnOf(reports) : (judgement.figures[name] ?? null),
  );
}

const meanReturnOf = (reports: MemberDone['reports']): number | null =>
  reports.at(-1)?.metrics['rollout/ep_rew_mean'] ?? null;

function tell({ reporter, curve, request, plan, standing }: Run, done: readonly MemberDone[]): void {
  const { metric } = plan.ground.config.eval;
  for (const { member, state, reports, judgement } of done) {
    for (const one of reports) reporter.iterated(one, member);
    reporter.judged(state.step, judgement, metric, member);
    curve.add(member, state.step, judgement.figures);
    request.onJudged(judgedTrial(plan, state.parameters, judgement, state.step));
  }
  const returns = done.flatMap(({ reports }) => meanReturnOf(reports) ?? []);
  if (returns.length > 0) standing.meanReturn = returns.reduce((sum, one) => sum + one, 0) / returns.length;
}

/** The best of all generations, by the metric of `eval`. */
function keepBest(run: Run, done: readonly MemberDone[]): void {
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
function keepChosen(
  run: Run,
  done: readonly MemberDone[],
  scores: readonly (number | null)[],
  before: number,
  isLast: boolean,
): void {
  const { config } = run.plan.ground;
  const chosen = done[bestOf(scores, run.settings)];
  invariant(chosen !== undefined, 'a population has members');
  const { step } = chosen.state;
  if (isDue(config.checkpoint_freq, before, step))
    run.folder.model(`checkpoint_${step}.zip`, bytesOf(run, chosen, null));
  if (isLast) run.folder.model('final_model.zip', bytesOf(run, chosen, null));
}

/** Of those without a score the first. */
function bestOf(scores: readonly (number | null)[], { mode }: PopulationSettings): number {
  const sign = mode === 'max' ? 1 : -1;
  const worth = scores.map((score) => (score === null ? -Infinity : sign * score));
  return worth.indexOf(Math.max(...worth));
}

const bytesOf = (
  { plan, settings, backend, standing }: Run,
  { member, state }: MemberDone,
  score: { readonly metric: string; readonly value: number } | null,
): Uint8Array =>
  memberBytes(plan, standing.population, member, { state, seed: memberSeed(settings.seed, member), score }, backend);

/** After the last generation nobody goes on. */
function succeed({ plan, standing }: Run, done: readonly MemberDone[], end: GenerationEnd, isLast: boolean): void {
  const states = done.map(({ state }) => state);
  const optimiser = plan.ground.config.pbt?.optimizer_exploit_strategy ?? 'reset';
  const ancestors = new Map(isLast ? [] : end.successions.map(({ member, from }) => [member, from]));
  standing.population = end.population;
  standing.states = states.map((own, member) => {
    const ancestor = states[ancestors.get(member) ?? member] as PpoState;
    return ancestor === own ? own : inherited(own, ancestor, optimiser);
  });
}

function report(
  { reporter, standing, settings }: Run,
  { population, successions, ready }: GenerationEnd,
  isLast: boolean,
): void {
  const scores = population.members.flatMap(({ score }) => score ?? []);
  const best = settings.mode === 'max' ? Math.max(...scores) : Math.min(...scores);
  reporter.scalars(standing.step, {
    'pbt/population_size': settings.size,
    'pbt/ready_members': ready,
    'pbt/generation': population.generation,
    'pbt/exploited': isLast ? 0 : successions.length,
    ...(scores.length === 0
      ? {}
      : {
          'pbt/mean_performance': scores.reduce((sum, one) => sum + one, 0) / scores.length,
          'pbt/best_performance': best,
        }),
  });
  const moves = isLast ? [] : successions.map(({ member, from }) => `${member} from ${from}`);
  reporter.log.info(
    `generation ${population.generation} at step ${standing.step}: ${ready} of ${settings.size} have a score, ` +
      (moves.length === 0 ? 'nobody goes on from another' : `${moves.join(', ')}`),
  );
}

function save({ plan, settings, standing, folder, backend }: Run): void {
  const { population, step, best, states } = standing;
  const members = states.map((state, member) =>
    memberBytes(plan, population, member, { state, seed: memberSeed(settings.seed, member), score: null }, backend),
  );
  const within = join(folder.path, plan.ground.config.pbt?.checkpoint_dir ?? '');
  savePopulation(within, { population, step, backend, best }, members);
}

function progress({ request, reporter, count, settings, standing }: Run, total: number): void {
  request.onProgress({
    steps: count.steps,
    totalSteps: total * settings.size,
    stepsPerSecond: reporter.stepsPerSecond(),
    meanReturn: standing.meanReturn,
    generation: standing.population.generation,
  });
}
