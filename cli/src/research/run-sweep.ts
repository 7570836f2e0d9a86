// `tradingbot backtest --sweep`: every combination of parameters on the same bars, ranked, with what luck alone would give.

import { InputError } from '@tradingbot/domain';
import type { BacktestCommandOptions } from '../backtest/backtest-options.ts';
import type { Terminal } from '../terminal.ts';
import type { SweepRow, TriedRow } from './combination-run.ts';
import { openResearchFolder, recordTrials, trialFigures, type TrialFigures } from '@tradingbot/backtester/research';
import { ranked, sweepCsv, sweepDocument, type SweepAnswer } from './sweep-document.ts';
import { planSweep, type SweepPlan } from './sweep-plan.ts';
import { sweepProgress } from './sweep-progress.ts';
import { sweepReport } from './sweep-report.ts';
import { sweepText } from './sweep-text.ts';
import type { RunTasks } from './sweep-threads.ts';

/** @returns the exit code */
export async function runSweep(
  options: BacktestCommandOptions,
  runTasks: RunTasks,
  terminal: Terminal,
): Promise<number> {
  const { document, runId, path } = await swept(options, runTasks, terminal);
  const answer = { run_id: runId, ...document, artifacts_dir: path };
  terminal.out(
    options.json === true
      ? `${JSON.stringify(answer, undefined, 2)}\n`
      : sweepText(document, path, options, terminal.colours),
  );
  return 0;
}

async function swept(
  options: BacktestCommandOptions,
  runTasks: RunTasks,
  terminal: Terminal,
): Promise<{ document: SweepAnswer; runId: string; path: string }> {
  const planned = await planSweep(options);
  const { axes, metric, plan } = planned;
  // Where nothing can be written is said before the long work.
  const folder = openResearchFolder(plan, { kind: 'sweep', metric, axes });
  try {
    const rows = await rowsOf(planned, runTasks, options, terminal);
    const { synthetic } = plan.identity;
    const document = { ...sweepDocument(axes, metric, rows.map(shownRow)), synthetic, luck: luckOf(rows, planned) };
    folder.json('sweep.json', document);
    folder.text('sweep.csv', sweepCsv(axes, rows));
    folder.text('report.html', sweepReport(document, planned));
    return { document, ...folder.publish() };
  } finally {
    folder.discard();
  }
}

/** @throws InputError when not one combination could be run */
async function rowsOf(
  { combinations, ground }: SweepPlan,
  runTasks: RunTasks,
  { quiet }: BacktestCommandOptions,
  terminal: Terminal,
): Promise<readonly TriedRow[]> {
  const progress = sweepProgress(terminal, quiet !== true, combinations);
  const tasks = Array.from({ length: combinations }, (_, at) => ({ at, combination: at, range: undefined }));
  try {
    const rows = await runTasks({ ground, tasks, onRow: progress.show, signal: terminal.signal });
    if (rows.some(({ status }) => status === 'done')) return rows;
    throw new InputError('--sweep', `no combination could be run: ${rows[0]?.why ?? ''}`);
  } finally {
    progress.clear();
  }
}

const shownRow = ({ tried: _, ...row }: TriedRow): SweepRow => row;

/** Every combination was a try, whatever becomes of it. */
function luckOf(rows: readonly TriedRow[], { metric, plan }: SweepPlan): TrialFigures | null {
  const trials = rows.flatMap(({ tried }) => (tried === undefined ? [] : [tried.trial]));
  const recorded = recordTrials(plan.config.artifacts_dir, plan.identity.dataHash, trials);
  const [best] = ranked(rows, metric) as TriedRow[];
  return best?.tried === undefined ? null : trialFigures(recorded, best.tried.moments);
}
