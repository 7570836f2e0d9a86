// Runs one backtest from files to files: bars in, results out. All decisions are made by the cores;
// what stands here is reading, writing, and the order in which that happens.

import { playTimeline, type OpenedBars } from '@tradingbot/bars/files';
import { configWarnings } from '@tradingbot/config';
import type { Micros } from '@tradingbot/domain';
import { setImmediate } from 'node:timers/promises';
import { createEngine, manifestOf } from '../core/index.ts';
import { engineSetup } from './engine-setup.ts';
import { tuneCompiler } from './tune-compiler.ts';
import { manifestDocument } from './manifest-document.ts';
import { marketWarnings } from './market-warnings.ts';
import { planRun, type RunPlan } from './plan-run.ts';
import { createProgressMeter } from './progress-meter.ts';
import type { BacktestRequest, BacktestResult } from './request.ts';
import { runIdOf, startedNow } from './run-identity.ts';
import { openRecording, type RunRecording } from './run-recording.ts';
import { readingWarnings } from './warnings.ts';
import { watchedSeries } from './watched-series.ts';

export { tuneCompiler } from './tune-compiler.ts';
export { planRun, startTimeOf, type PlanRequest, type RunPlan } from './plan-run.ts';
export type { BacktestRequest, BacktestResult, LoadedStrategy, Progress } from './request.ts';

/**
 * Replays the bars of `request.config` through the cores and writes `artifacts/<run_id>/`.
 * @throws InputError for a file, symbol or date that does not fit; StrategyFailure when a strategy fails.
 * In either case, and when aborted, nothing is left behind.
 */
export async function runBacktest(request: BacktestRequest): Promise<BacktestResult> {
  tuneCompiler();
  const plan = await planRun({ ...request, stack: '' });
  const bars = await plan.openBars();
  const { series, seen } = watchedSeries(bars.series);
  const startedAt = startedNow();
  const runId = plan.config.run_id ?? runIdOf(plan.identity, plan.config.seed, startedAt);
  const recording = openRecording({
    catalog: plan.catalog,
    synthetic: plan.identity.synthetic,
    artifactsDir: plan.config.artifacts_dir,
    logsDir: plan.config.logs_dir,
    journal: request.journal ? runId : undefined,
  });
  try {
    const barsPerSecond = await play(request, plan, { ...bars, series }, recording);
    for (const { model } of plan.strategies) model?.keep(plan.config.artifacts_dir);
    const manifest = manifestOf(plan.identity, plan.catalog, plan.config.seed);
    return recording.publish({
      runId,
      manifest: manifestDocument(runId, startedAt, manifest, plan.sources, plan.strategies),
      warnings: [
        ...readingWarnings(bars),
        ...marketWarnings(bars, seen, plan.catalog.instruments, plan.strategies),
        ...configWarnings(plan.config, plan.catalog.instruments, recording.progress().time as Micros),
      ],
      barsPerSecond,
      replace: false,
    });
  } finally {
    recording.discard();
  }
}

/** @returns bars per second */
async function play(
  { onProgress, signal }: BacktestRequest,
  plan: RunPlan,
  { series, totalBars }: OpenedBars,
  { observers, progress }: RunRecording,
): Promise<number> {
  const meter = createProgressMeter(progress, totalBars, onProgress);
  const engine = createEngine(engineSetup(plan), observers);
  await playTimeline(series, engine, async () => {
    meter.tick();
    // Lets signals in, and the progress line out.
    await setImmediate();
    signal.throwIfAborted();
  });
  signal.throwIfAborted();
  engine.finish();
  return meter.barsPerSecond();
}
