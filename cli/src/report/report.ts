// `tradingbot report`: the results of a run, from the log or as a backtest has left them, and where its report is.

import { recordedResults } from '@tradingbot/backtester/journal';
import { InputError } from '@tradingbot/domain';
import { LogUnavailableError, type LogReader } from '@tradingbot/event-log';
import { createProgressLine } from '../backtest/progress-line.ts';
import { chooseRun, LATEST } from '../log/choose-run.ts';
import { withLog } from '../log/with-log.ts';
import { stackOf } from '../stack/choose-stack.ts';
import type { Terminal } from '../terminal.ts';
import { copyReport } from './copy-report.ts';
import type { ReportOptions } from './report-options.ts';
import { resultsOnDisk, type FoundReport } from './results-on-disk.ts';

export async function report(options: ReportOptions, terminal: Terminal): Promise<number> {
  const found = await findReport(options, terminal);
  const path = options.out === undefined ? found.path : copyReport(found.path, options.out);
  terminal.out(
    options.json === true
      ? `${JSON.stringify({ run_id: found.run, report: path, artifacts_dir: found.folder }, undefined, 2)}\n`
      : `Report of ${found.run}: ${terminal.colours.cyan(path)}\n`,
  );
  return 0;
}

async function findReport(options: ReportOptions, terminal: Terminal): Promise<FoundReport> {
  const { config, stack, run = LATEST } = options;
  const where = { ...(config === undefined ? {} : { config }), ...(stack === undefined ? {} : { stack }) };
  const settings = stackOf(where).config;
  const folders = { artifactsDir: settings?.artifacts_dir ?? 'artifacts', logsDir: settings?.logs_dir ?? 'logs' };
  const isWatched = options.quiet !== true;
  try {
    return await withLog(where, terminal, (log) => reportOfLog(log, run, folders, { isWatched, terminal }));
  } catch (error) {
    // Backtests are not in the log; the report of one lies beside its results.
    const left = isNotThere(error) ? resultsOnDisk(folders.artifactsDir, run) : undefined;
    if (left !== undefined) return left;
    throw error;
  }
}

const isNotThere = (error: unknown): boolean => error instanceof InputError || error instanceof LogUnavailableError;

/** Replays the run's journal into its results. */
export async function reportOfLog(
  log: LogReader,
  name: string,
  folders: { readonly artifactsDir: string; readonly logsDir: string },
  watch: { readonly isWatched: boolean; readonly terminal: Pick<Terminal, 'err' | 'progressColumns' | 'signal'> },
): Promise<FoundReport> {
  const { journal: run } = await chooseRun(log, name);
  const progress = createProgressLine(watch.terminal, watch.isWatched);
  try {
    const { signal } = watch.terminal;
    await recordedResults(log, run, { ...folders, onProgress: progress.show, signal });
  } finally {
    progress.clear();
  }
  const found = resultsOnDisk(folders.artifactsDir, run);
  if (found !== undefined) return found;
  throw new InputError(`--run ${run}`, 'its results hold no report', 'report: true in the configuration writes one');
}
