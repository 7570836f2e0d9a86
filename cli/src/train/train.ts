// `tradingbot train`: configuration in, models out, with how far it is in between.

import { dataHashOf, recordTrials, trainingTrial } from '@tradingbot/backtester/research';
import type { Bus } from '@tradingbot/bus';
import type { TrainConfig } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { runTraining, type Judged, type TrainProgress, type TrainResult } from '@tradingbot/trainer/train';
import { availableParallelism } from 'node:os';
import type { Terminal } from '../terminal.ts';
import { createWorkProgress } from '../work-progress.ts';
import { trainConfigOf } from './train-config-of.ts';
import type { TrainOptions } from './train-options.ts';
import { trainingSummary } from './training-summary.ts';

const INTERRUPTED = 130;

/** @returns the exit code */
export async function train(options: TrainOptions, terminal: Terminal): Promise<number> {
  const { config } = trainConfigOf(options);
  const isWanted = options.quiet !== true;
  const progress = createWorkProgress(terminal, isWanted);
  const { resume } = options;
  let result: TrainResult;
  const endpoints = options.workers === true ? await busOf(config, terminal) : undefined;
  try {
    result = await runTraining({
      config,
      ...(resume === undefined ? {} : { resume: resume === true ? 'latest' : resume }),
      threads: threadsOf(options),
      ...(endpoints === undefined ? {} : { bus: endpoints.bus }),
      say: (sentence) => {
        if (isWanted) terminal.err(`${sentence}\n`);
      },
      onProgress: (now) => progress.show(workOf(now)),
      onJudged: (judged) => register(config.artifacts_dir, judged),
      signal: terminal.signal,
    });
  } finally {
    progress.clear();
    await endpoints?.close();
  }
  const isDone = result.status === 'done';
  terminal.out(
    options.json === true
      ? `${JSON.stringify(result, undefined, 2)}\n`
      : trainingSummary(result, options, terminal.colours),
  );
  return isDone ? 0 : INTERRUPTED;
}

/** @throws InputError where there is no population to share out */
async function busOf({ pbt }: TrainConfig, terminal: Terminal): Promise<{ readonly bus: Bus; close(): Promise<void> }> {
  if (pbt?.enabled !== true)
    throw new InputError('--workers', 'is for a population, and one policy is trained', 'leave it out, or write `pbt`');
  const { openBus, openEndpoints } = await import('../stack/endpoints.ts');
  const endpoints = await openEndpoints({ log: false, bus: true }, terminal);
  const bus = await openBus(endpoints, 'train');
  return {
    bus,
    close: async () => {
      await bus.close();
      await endpoints.close();
    },
  };
}

function workOf({ steps, totalSteps, stepsPerSecond, meanReturn, generation }: TrainProgress) {
  const notes = [
    ...(generation === null ? [] : [`generation ${generation}`]),
    meanReturn === null ? '' : `return ${meanReturn.toPrecision(3)}`,
  ];
  return { done: steps, total: totalSteps, perSecond: stepsPerSecond, unit: 'steps', note: notes.join('  ').trim() };
}

/** Every look at the validation range counts, wherever the same bars are judged later. */
function register(artifactsDir: string, { configuration, parametersHash, dailyReturns, sources }: Judged): void {
  recordTrials(artifactsDir, dataHashOf(sources), [trainingTrial({ configuration, parametersHash, dailyReturns })]);
}

function threadsOf({ jobs }: TrainOptions): number {
  if (jobs === undefined) return availableParallelism();
  const threads = Number(jobs);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 256) return threads;
  throw new InputError('--jobs', `is ${JSON.stringify(jobs)}, expected a whole number from 1 to 256`);
}
