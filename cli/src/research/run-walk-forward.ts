// `tradingbot backtest --sweep … --walk-forward …`: on each training range the best combination is chosen, and what it does
// on the bars behind it is what counts.

import {
  foldsOf,
  metricIn,
  openResearchFolder,
  stitch,
  type BarRange,
  type EquityPoint,
  type Fold,
  type FoldLengths,
} from '@tradingbot/backtester/research';
import { formatMicros, formatTimeframe } from '@tradingbot/domain';
import type { BacktestCommandOptions } from '../backtest/backtest-options.ts';
import type { Terminal } from '../terminal.ts';
import type { SweepRow, SweepTask } from './combination-run.ts';
import { foldLengthsOf } from './fold-lengths.ts';
import { createFoldTest, type FoldTest } from './fold-test.ts';
import { ranked } from './sweep-document.ts';
import { dataOf, planSweep, type SweepPlan } from './sweep-plan.ts';
import { sweepProgress } from './sweep-progress.ts';
import type { RunTasks } from './sweep-threads.ts';
import { equityCsv, foldsCsv, type FoldRow, type WalkForwardDocument } from './walk-forward-document.ts';
import { walkForwardText } from './walk-forward-text.ts';

/** @returns the exit code */
export async function runWalkForward(
  options: BacktestCommandOptions,
  runTasks: RunTasks,
  terminal: Terminal,
): Promise<number> {
  const lengths = foldLengthsOf(options.walkForward ?? '');
  const planned = await planSweep(options);
  const { metric, axes } = planned;
  // Where nothing can be written is said before the long work.
  const folder = openResearchFolder(planned.plan, { kind: 'walk-forward', metric, axes, lengths });
  try {
    const { document, points } = await runFolds(planned, lengths, runTasks, options.quiet !== true, terminal);
    folder.json('walk_forward.json', document);
    folder.text('walk_forward.csv', foldsCsv(document));
    folder.text('oos_equity.csv', equityCsv(points));
    const { runId, path } = folder.publish();
    terminal.out(
      options.json === true
        ? `${JSON.stringify({ run_id: runId, ...document, artifacts_dir: path }, undefined, 2)}\n`
        : walkForwardText(document, path, terminal.colours),
    );
    return 0;
  } finally {
    folder.discard();
  }
}

async function runFolds(
  planned: SweepPlan,
  lengths: FoldLengths,
  runTasks: RunTasks,
  isWatched: boolean,
  terminal: Terminal,
): Promise<{ document: WalkForwardDocument; points: readonly EquityPoint[] }> {
  const { axes, combinations, metric, ground } = planned;
  const folds = foldsOf(dataOf(planned), lengths);
  const tasks = folds.flatMap(({ train }, fold) =>
    Array.from({ length: combinations }, (_, combination): SweepTask => ({
      at: fold * combinations + combination,
      combination,
      range: train,
    })),
  );
  const progress = sweepProgress(terminal, isWatched, tasks.length);
  let rows: readonly SweepRow[];
  try {
    rows = await runTasks({ ground, tasks, onRow: progress.show, signal: terminal.signal });
  } finally {
    progress.clear();
  }
  const test = createFoldTest(planned, terminal.signal);
  const outcomes: { row: FoldRow; tested: FoldTest | undefined }[] = [];
  for (const [at, fold] of folds.entries()) {
    const [best] = ranked(rows.slice(at * combinations, (at + 1) * combinations), metric);
    const tested = best === undefined ? undefined : await test(fold, best.values);
    outcomes.push({ row: foldRow(at, fold, best, tested, metric), tested });
  }
  const start = Number(planned.plan.config.portfolio.cash);
  const { points, ...outOfSample } = stitch(
    outcomes.map(({ tested }) => tested?.points ?? []),
    start,
    test.daysPerYear,
  );
  const document = {
    metric,
    synthetic: planned.plan.identity.synthetic,
    axes,
    lengths: inWords(lengths),
    folds: outcomes.map(({ row }) => row),
    out_of_sample: outOfSample,
  };
  return { document, points };
}

function foldRow(
  at: number,
  { train, test }: Fold,
  best: SweepRow | undefined,
  tested: FoldTest | undefined,
  metric: SweepPlan['metric'],
): FoldRow {
  const inside = metricIn(best?.figures ?? {}, metric);
  const outside = metricIn(tested?.figures ?? {}, metric);
  return {
    fold: at + 1,
    train: instants(train),
    test: instants(test),
    chosen: best?.values ?? null,
    in_sample: best?.figures ?? null,
    out_of_sample: tested?.figures ?? null,
    why: tested?.why ?? (best === undefined ? `no combination has a ${metric} on the training range` : null),
    degradation: inside === null || outside === null ? null : inside - outside,
  };
}

const instants = ({ from, to }: BarRange): { from: string; to: string } => ({
  from: formatMicros(from),
  to: formatMicros(to),
});

const inWords = ({ anchored, ...lengths }: FoldLengths): Record<string, string | boolean> => ({
  ...Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, formatTimeframe(length)])),
  anchored,
});
