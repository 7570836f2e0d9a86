// A run over held bars that leaves nothing on disk: the same engine, the same figures, the same document of metrics.

import type { BarSeries, TimelineListener } from '@tradingbot/bars';
import { playTimeline } from '@tradingbot/bars/files';
import { serialiserFor, type Catalog, type SequencedEvent } from '@tradingbot/contracts';
import { decisionDigest, type DecisionDigest, type Observer } from '@tradingbot/core';
import type { Moments } from '@tradingbot/metrics';
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { createEngine, createRecorder, NO_SINK, type RecordSink, type RunFigures } from '../../core/index.ts';
import { engineSetup } from '../engine-setup.ts';
import { tuneCompiler } from '../tune-compiler.ts';
import type { RunPlan } from '../plan-run.ts';
import { metricsOf, type Metrics } from '../results.ts';
import type { Trial } from '../trials.ts';
import { warningsOf } from '../warnings.ts';
import { daysPerYearOf } from './equity-curve.ts';
import { trialOf } from './trial-of.ts';

export interface MemoryRunOptions {
  /** Told of the run's rows, as the tables of a backtest are. */
  readonly sink?: RecordSink;
  /** Takes the decision digest too, which costs about as much as the run. */
  readonly digest?: boolean;
  /** Figures count from here on, in microseconds: what closes until then only warms up. */
  readonly figuresFrom?: number;
  /** What is held at the end is sold, whatever the configuration says. */
  readonly closeAtEnd?: boolean;
  /** Sees every event that it reads. */
  readonly observers?: readonly Observer[];
  /** Stands between the bars and the engine. */
  readonly gate?: (engine: TimelineListener) => TimelineListener;
  /** The run stays as it is at its last bar: nothing is closed. */
  readonly unfinished?: boolean;
  /** Stops the run between two chunks of bars. */
  readonly signal?: AbortSignal;
}

export interface PlayedRun {
  readonly figures: RunFigures;
  /** "" unless asked for. */
  readonly digest: string;
}

export interface MemoryRun extends PlayedRun {
  /** Without bootstrap intervals. */
  readonly metrics: Metrics;
  /** What the register of trials keeps of it. */
  readonly trial: Trial;
  /** Of its daily returns. */
  readonly moments: Moments;
}

/** The run with its documents. @throws StrategyFailure; the reason of the signal when it is aborted */
export async function runInMemory(
  plan: RunPlan,
  series: readonly BarSeries[],
  options: MemoryRunOptions = {},
): Promise<MemoryRun> {
  const { figures, digest } = await playInMemory(plan, series, options);
  const { catalog } = plan;
  const { synthetic } = plan.identity;
  const metrics = metricsOf({
    figures,
    catalog,
    digest,
    synthetic,
    warnings: warningsOf(catalog, synthetic, figures),
    resamples: 0,
  });
  return { figures, digest, metrics, ...trialOf(plan, figures) };
}

/** The run alone, for who only watches it. @throws as above */
export async function playInMemory(
  plan: RunPlan,
  series: readonly BarSeries[],
  options: MemoryRunOptions = {},
): Promise<PlayedRun> {
  tuneCompiler('many');
  const { catalog } = plan;
  const recorder = createRecorder(catalog, daysPerYearOf(catalog), options.sink ?? NO_SINK);
  const digest = options.digest === true ? digestFor(catalog) : undefined;
  const counted = options.figuresFrom === undefined ? recorder : barsAfter(recorder, options.figuresFrom);
  const observers = [counted, ...(digest === undefined ? [] : [digest]), ...(options.observers ?? [])];
  const setup = engineSetup(plan);
  const engine = createEngine(
    options.closeAtEnd === undefined ? setup : { ...setup, closeAtEnd: options.closeAtEnd },
    observers,
  );
  await playTimeline(series, options.gate?.(engine) ?? engine, async () => {
    await setImmediate();
    options.signal?.throwIfAborted();
  });
  options.signal?.throwIfAborted();
  if (options.unfinished !== true) engine.finish();
  return { figures: recorder.figures(), digest: digest?.hex() ?? '' };
}

/** Made only when it is asked for: its serialisers are generated, which takes as long as a short run. */
function digestFor(catalog: Catalog): DecisionDigest {
  const hash = createHash('sha256');
  return decisionDigest(serialiserFor(catalog), {
    update: (bytes) => void hash.update(bytes),
    hex: () => hash.digest('hex'),
  });
}

/** The same observer, to whom the bars that close until `time` are not shown. */
const barsAfter = ({ reads, ...observer }: Observer, time: number): Observer => ({
  reads,
  see(event: SequencedEvent) {
    if (event.type === 'md.bar' && event.time <= time) return;
    observer.see(event);
  },
});
