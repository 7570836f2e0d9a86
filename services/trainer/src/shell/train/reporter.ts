// What is told of a training while it goes on: TensorBoard, logs/training.log, and how fast it goes.

import { MICROS_PER_MS } from '@tradingbot/domain';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { IterationReport } from '../../core/index.ts';
import { createEventWriter, type EventWriter } from '../tensorboard/event-writer.ts';
import type { LearnerJudgement } from './learner.ts';
import { openTrainingLog, type TrainingLog } from './training-log.ts';

export interface Reporter {
  readonly log: TrainingLog;
  readonly tensorboardDir: string;
  /** A rollout has been learnt from. @param member of a population; `undefined` where there is one policy */
  iterated(report: IterationReport, member?: number): void;
  judged(step: number, judgement: LearnerJudgement, metric: string, member?: number): void;
  /** Figures of the run as a whole. */
  scalars(step: number, values: Readonly<Record<string, number>>): void;
  stepsPerSecond(): number;
  close(): void;
}

export interface ReporterOptions {
  readonly logsDir: string;
  readonly runId: string;
  /** Steps that were there when this process began, of all members together. */
  readonly resumedAfter: number | undefined;
  /** Steps of all members together. */
  readonly steps: () => number;
}

/** The machine's clock, in microseconds: TensorBoard draws over it; nothing is decided by it. */
const now = (): number => Date.now() * MICROS_PER_MS;

export function openReporter({ logsDir, runId, resumedAfter, steps }: ReporterOptions): Reporter {
  const log = openTrainingLog(logsDir, runId);
  const tensorboardDir = join(logsDir, 'tensorboard', runId);
  const host = hostname();
  const startedAt = now();
  const writers = new Map<string, EventWriter>();
  const started = performance.now();
  const before = steps();

  function writer(member: number | undefined): EventWriter {
    const folder = member === undefined ? tensorboardDir : join(tensorboardDir, `member_${member}`);
    const open = writers.get(folder);
    if (open !== undefined) return open;
    const resumed = resumedAfter === undefined ? {} : { resumedAfter };
    const made = createEventWriter({ folder, startedAt, host, pid: process.pid, ...resumed });
    writers.set(folder, made);
    return made;
  }

  const stepsPerSecond = (): number =>
    Math.round((steps() - before) / Math.max((performance.now() - started) / 1_000, 1e-6));

  return {
    log,
    tensorboardDir,
    iterated({ step, metrics }, member) {
      const elapsed = (performance.now() - started) / 1_000;
      writer(member).scalars(step, now(), { ...metrics, 'time/fps': stepsPerSecond(), 'time/time_elapsed': elapsed });
      log.info(`${memberText(member)}step ${step} ${figuresText(metrics, LOGGED)}`);
    },
    judged(step, { figures, stressed, meanReward, meanLength }, metric, member) {
      const value = figures[metric];
      const worse = stressed?.[metric];
      writer(member).scalars(step, now(), {
        'eval/mean_reward': meanReward,
        'eval/mean_ep_length': meanLength,
        ...(typeof value === 'number' ? { [`eval/${metric}`]: value } : {}),
        ...(typeof worse === 'number' ? { [`eval/stressed_${metric}`]: worse } : {}),
      });
      log.info(`${memberText(member)}step ${step} validation ${figuresText(figures, Object.keys(figures))}`);
    },
    scalars: (step, values) => writer(undefined).scalars(step, now(), values),
    stepsPerSecond,
    close: () => writers.forEach((open) => open.close()),
  };
}

const memberText = (member: number | undefined): string => (member === undefined ? '' : `member ${member} `);

/** Of the many figures those that a reader of a log follows. */
const LOGGED = [
  'rollout/ep_rew_mean',
  'train/policy_gradient_loss',
  'train/value_loss',
  'train/entropy_loss',
  'train/approx_kl',
  'train/clip_fraction',
];

const figuresText = (figures: Readonly<Record<string, number | null>>, names: readonly string[]): string =>
  names
    .flatMap((name) => {
      const value = figures[name];
      return typeof value === 'number' ? [`${name}=${Number(value.toPrecision(5))}`] : [];
    })
    .join(' ');
