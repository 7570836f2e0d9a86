// `tradingbot log tail`: the last events of a run, and with `--follow` those that come.

import { setTimeout as wait } from 'node:timers/promises';
import { didYouMean } from '@tradingbot/config';
import { EVENT_TYPES, lineType } from '@tradingbot/contracts';
import { InputError } from '@tradingbot/domain';
import type { JournalInfo, LogReader, LogRecord } from '@tradingbot/event-log';
import type { Terminal } from '../terminal.ts';
import { chooseRun, LATEST } from './choose-run.ts';
import { eventLine } from './event-line.ts';
import type { TailOptions } from './log-options.ts';
import { storedEvent } from './stored-event.ts';
import { withLog } from './with-log.ts';

const PAGE = 1_000;
const POLL_MS = 200;
const DEFAULT_LINES = '20';

type IsWanted = (record: LogRecord) => boolean;

/** `--json` prints one document; with `--follow`, which has no end, one line of JSON for each event. */
export async function tailLog(options: TailOptions, terminal: Terminal): Promise<number> {
  const lines = linesOf(options.lines ?? DEFAULT_LINES);
  const isWanted = filterOf(options.type);
  try {
    await withLog(options, terminal, async (log) => {
      const run = await chooseRun(log, options.run);
      const last = await lastRecords(log, run, lines, isWanted);
      if (options.follow !== true) return show(run, last, options, terminal);
      const print = printerOf(options, terminal);
      last.forEach(print);
      const isLatest = options.run === undefined || options.run === LATEST;
      return follow(log, run, isLatest, terminal.signal, (record) => void (isWanted(record) && print(record)));
    });
  } catch (error) {
    // To follow has no end of its own: being told to stop is it.
    if (options.follow !== true || !terminal.signal.aborted) throw error;
  }
  return 0;
}

/** Backwards from the end: of a long run only the end is read. */
export async function lastRecords(
  log: LogReader,
  { journal, head }: JournalInfo,
  lines: number,
  isWanted: IsWanted,
): Promise<LogRecord[]> {
  let found: LogRecord[] = [];
  for (let end = head.position; end > 0 && found.length < lines; end -= PAGE) {
    const after = Math.max(0, end - PAGE);
    const page = await log.read(journal, after, end - after);
    found = [...page.filter(isWanted), ...found];
  }
  return lines === 0 ? [] : found.slice(-lines);
}

/**
 * Hands on what comes after the head of `run`. Ends when the run is closed; of the latest run it goes on with the
 * next one.
 */
export async function follow(
  log: LogReader,
  run: JournalInfo,
  isLatest: boolean,
  signal: AbortSignal,
  print: (record: LogRecord) => void,
): Promise<void> {
  let { journal } = run;
  let after = run.head.position;
  let isClosed = after > 0 && (await log.read(journal, after - 1, 1)).some(isClosing);
  for (;;) {
    const page = isClosed ? [] : await log.read(journal, after, PAGE);
    for (const record of page) print(record);
    after = page.at(-1)?.position ?? after;
    isClosed ||= page.some(isClosing);
    if (page.length > 0) continue;
    if (isClosed && !isLatest) return;
    const next = isClosed ? (await log.journals()).find(({ previous }) => previous === journal) : undefined;
    if (next !== undefined) [journal, after, isClosed] = [next.journal, 0, false];
    else await wait(POLL_MS, undefined, { signal });
  }
}

const isClosing = ({ body }: LogRecord): boolean => lineType(body) === 'run.closed';

function show(run: JournalInfo, records: readonly LogRecord[], { json }: TailOptions, terminal: Terminal): void {
  if (json !== true) {
    const print = printerOf({}, terminal);
    records.forEach(print);
    if (records.length === 0) terminal.err(`${run.journal} has no such event\n`);
    return;
  }
  // As they are stored, byte for byte.
  const events = records.map(({ body }) => `    ${body}`).join(',\n');
  const list = events === '' ? '[]' : `[\n${events}\n  ]`;
  terminal.out(`{\n  "run": ${JSON.stringify(run.journal)},\n  "events": ${list}\n}\n`);
}

function printerOf({ json }: Pick<TailOptions, 'json'>, terminal: Terminal): (record: LogRecord) => void {
  return ({ body }) =>
    terminal.out(json === true ? `${body}\n` : `${eventLine(storedEvent(body), terminal.colours)}\n`);
}

function linesOf(text: string): number {
  const lines = Number(text);
  if (Number.isSafeInteger(lines) && lines >= 0 && text.trim() !== '') return lines;
  throw new InputError(`-n ${text}`, 'is no number of lines', 'such as -n 20');
}

/** @param types as typed: "order.filled", or "order" for all that begins so */
export function filterOf(types: readonly string[] = []): IsWanted {
  if (types.length === 0) return () => true;
  const wanted = new Set<string>();
  for (const type of types) {
    const meant = EVENT_TYPES.filter((one) => one === type || one.startsWith(`${type}.`));
    if (meant.length === 0) {
      throw new InputError(`--type ${type}`, 'there is no such event', didYouMean(type, EVENT_TYPES));
    }
    meant.forEach((one) => wanted.add(one));
  }
  return ({ body }) => wanted.has(lineType(body));
}
