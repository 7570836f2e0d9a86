// `tradingbot log runs`: the journals of a stack, oldest first.

import type { JournalInfo, LogReader } from '@tradingbot/event-log';
import { bigNumber } from '../number-text.ts';
import { textTable, type Cell } from '../text-table.ts';
import type { Terminal } from '../terminal.ts';
import { timeText } from './event-line.ts';
import type { LogOptions } from './log-options.ts';
import { eventAt, manifestOf } from './stored-event.ts';
import { withLog } from './with-log.ts';

/** The document of `--json`, for each run. */
export interface RunRow {
  readonly run: string;
  readonly state: 'empty' | 'open' | 'closed';
  readonly positions: number;
  /** Times of the first and of the last event. */
  readonly from: string | null;
  readonly to: string | null;
  readonly strategies: readonly string[];
  readonly symbols: readonly string[];
  /** Of a closed run. */
  readonly decisions: number | null;
  /** The run that it continues. */
  readonly previous: string | null;
  /** Of the last event: what the next run is chained to. */
  readonly hash: string;
}

export async function listRuns(options: LogOptions, terminal: Terminal): Promise<number> {
  const rows = await withLog(options, terminal, runsIn);
  terminal.out(
    options.json === true ? `${JSON.stringify({ runs: rows }, undefined, 2)}\n` : runsText(rows, terminal.colours),
  );
  return 0;
}

export async function runsIn(log: LogReader): Promise<RunRow[]> {
  const rows: RunRow[] = [];
  for (const info of await log.journals()) rows.push(await rowOf(log, info));
  return rows;
}

async function rowOf(log: LogReader, { journal: run, head, previous }: JournalInfo): Promise<RunRow> {
  const [first, last] = [await eventAt(log, run, 1), await eventAt(log, run, head.position)];
  const { strategies = [], instruments = [] } = await manifestOf(log, run);
  const isClosed = last?.type === 'run.closed';
  return {
    run,
    state: last === undefined ? 'empty' : isClosed ? 'closed' : 'open',
    positions: head.position,
    from: first === undefined ? null : timeText(first.time),
    to: last === undefined ? null : timeText(last.time),
    strategies,
    symbols: instruments.map(({ symbol }) => symbol),
    decisions: isClosed ? ((last.payload['decisions'] as number | undefined) ?? null) : null,
    previous: previous ?? null,
    hash: head.hash,
  };
}

export function runsText(rows: readonly RunRow[], colours: Terminal['colours']): string {
  if (rows.length === 0) return 'No run is recorded yet: npx tradingbot live --dry-run records one.\n';
  const table = textTable(
    [
      { title: 'run' },
      { title: 'state' },
      { title: 'positions', align: 'right' },
      { title: 'decisions', align: 'right' },
      { title: 'from' },
      { title: 'to' },
      { title: 'strategies' },
    ],
    rows.map(({ run, state, positions, decisions, from, to, strategies, symbols }): Cell[] => [
      run,
      { text: state, colour: state === 'open' ? colours.green : colours.dim },
      bigNumber(positions),
      decisions === null ? '' : bigNumber(decisions),
      from ?? '',
      to ?? '',
      `${strategies.join(', ')} on ${symbols.join(', ')}`,
    ]),
    colours.dim,
  );
  return `${table.join('\n')}\n`;
}
