// `tradingbot log verify`: walks the hash chain of a run, or of all, and names the first bad position.

import { verifyJournal, type JournalInfo, type LogReader } from '@tradingbot/event-log';
import { bigNumber } from '../number-text.ts';
import { createWorkProgress } from '../work-progress.ts';
import { textTable, type Cell } from '../text-table.ts';
import type { Terminal } from '../terminal.ts';
import { chooseRun } from './choose-run.ts';
import { watchedReader } from './watched-reader.ts';
import type { VerifyOptions } from './log-options.ts';
import { withLog } from './with-log.ts';

/** The document of `--json`, for each run. */
export interface RunVerdict {
  readonly run: string;
  readonly ok: boolean;
  /** Records that were read. */
  readonly records: number;
  readonly records_per_second: number;
  /** Where the chain breaks first; 0 for what the run begins from. */
  readonly bad_position: number | null;
  readonly reason: string | null;
}

const DAMAGED = 1;

/** @returns 0 when every chain that was walked holds, else 1 */
export async function verifyRuns(options: VerifyOptions, terminal: Terminal): Promise<number> {
  const verdicts = await withLog(options, terminal, async (log) => {
    const runs = options.all === true ? await log.journals() : [await chooseRun(log, options.run)];
    return verifyAll(log, runs, options.quiet !== true, terminal);
  });
  const ok = verdicts.every((verdict) => verdict.ok);
  terminal.out(
    options.json === true
      ? `${JSON.stringify({ ok, runs: verdicts }, undefined, 2)}\n`
      : verdictsText(verdicts, terminal.colours),
  );
  return ok ? 0 : DAMAGED;
}

export async function verifyAll(
  log: LogReader,
  runs: readonly JournalInfo[],
  isWatched: boolean,
  terminal: Pick<Terminal, 'err' | 'progressColumns' | 'signal'>,
): Promise<RunVerdict[]> {
  const progress = createWorkProgress(terminal, isWatched);
  const verdicts: RunVerdict[] = [];
  try {
    for (const info of runs) {
      const started = performance.now();
      let read = 0;
      const perSecond = (): number => Math.round(read / Math.max((performance.now() - started) / 1_000, 1e-6));
      const watched = watchedReader(log, (records) => {
        terminal.signal.throwIfAborted();
        read += records;
        progress.show({
          done: read,
          total: info.head.position,
          perSecond: perSecond(),
          unit: 'records',
          note: info.journal,
        });
      });
      const verdict = await verifyJournal(watched, info);
      verdicts.push({
        run: info.journal,
        ok: verdict.ok,
        records: verdict.ok ? verdict.records : read,
        records_per_second: perSecond(),
        bad_position: verdict.ok ? null : verdict.position,
        reason: verdict.ok ? null : verdict.reason,
      });
    }
    return verdicts;
  } finally {
    progress.clear();
  }
}

export function verdictsText(verdicts: readonly RunVerdict[], colours: Terminal['colours']): string {
  if (verdicts.length === 0) return 'No run is recorded yet.\n';
  const table = textTable(
    [
      { title: 'run' },
      { title: 'chain' },
      { title: 'records', align: 'right' },
      { title: 'records/s', align: 'right' },
    ],
    verdicts.map(({ run, ok, records, records_per_second, bad_position }): Cell[] => [
      run,
      ok ? { text: 'holds', colour: colours.green } : { text: `broken at ${bad_position}`, colour: colours.red },
      bigNumber(records),
      bigNumber(records_per_second),
    ]),
    colours.dim,
  );
  const reasons = verdicts.flatMap(({ run, reason }) => (reason === null ? [] : [`${colours.red(run)}: ${reason}`]));
  return `${[...table, ...reasons].join('\n')}\n`;
}
