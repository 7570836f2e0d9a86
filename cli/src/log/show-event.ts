// `tradingbot log show POSITION`: one event, what led to it, and what follows from it at once.

import { InputError } from '@tradingbot/domain';
import type { LogReader } from '@tradingbot/event-log';
import { bigNumber } from '../number-text.ts';
import { factTable } from '../text-table.ts';
import type { Terminal } from '../terminal.ts';
import { chooseRun } from './choose-run.ts';
import { colourOf, eventLine, timeText } from './event-line.ts';
import type { LogOptions } from './log-options.ts';
import { eventAt, manifestOf, storedEvent, type StoredEvent } from './stored-event.ts';
import { withLog } from './with-log.ts';

/** The document of `--json`. */
export interface EventInContext {
  readonly run: string;
  readonly event: StoredEvent;
  /** From its cause back to the fact at the root. */
  readonly causes: readonly StoredEvent[];
  /** What cores decided on it, in order. */
  readonly consequences: readonly StoredEvent[];
}

export async function showEvent(position: string, options: LogOptions, terminal: Terminal): Promise<number> {
  const context = await withLog(options, terminal, async (log) => {
    const run = await chooseRun(log, options.run);
    return contextOf(log, run.journal, positionOf(position, run.journal, run.head.position));
  });
  terminal.out(
    options.json === true ? `${JSON.stringify(context, undefined, 2)}\n` : contextText(context, terminal.colours),
  );
  return 0;
}

export async function contextOf(log: LogReader, run: string, position: number): Promise<EventInContext> {
  const event = await known(log, run, position);
  const causes = await causesOf(log, run, event);
  return { run, event, causes, consequences: await consequencesOf(log, run, position) };
}

/** From its cause back to the fact at the root. */
export async function causesOf(
  log: LogReader,
  run: string,
  event: Pick<StoredEvent, 'cause' | 'position'>,
): Promise<StoredEvent[]> {
  const causes: StoredEvent[] = [];
  // An edited journal may name a cause that is none.
  for (let at = event; at.cause > 0 && at.cause < at.position; at = causes.at(-1) ?? event) {
    causes.push(await known(log, run, at.cause));
  }
  return causes;
}

async function consequencesOf(log: LogReader, run: string, position: number): Promise<StoredEvent[]> {
  const { clock } = await manifestOf(log, run);
  const found: StoredEvent[] = [];
  // The keys of a stored line are sorted.
  const beginning = `{"cause":${position},`;
  for await (const chunk of log.stream(run, position)) {
    for (const { body } of chunk) {
      if (body.startsWith(beginning)) found.push(storedEvent(body));
      // In simulated time the decisions on one event stand before those on a later one.
      else if (clock === 'simulated' && causeOf(body) > position) return found;
    }
  }
  return found;
}

const causeOf = (body: string): number => Number(/^\{"cause":(\d+),/.exec(body)?.[1] ?? 0);

async function known(log: LogReader, run: string, position: number): Promise<StoredEvent> {
  const event = await eventAt(log, run, position);
  if (event !== undefined) return event;
  throw new InputError(`${run}, position ${position}`, 'is missing', 'tradingbot log verify says what is wrong');
}

function positionOf(text: string, run: string, last: number): number {
  const position = Number(text);
  if (/^\d+$/.test(text) && position >= 1 && position <= last) return position;
  throw new InputError(`position ${text}`, `${run} has the positions 1 to ${bigNumber(last)}`);
}

export function contextText(
  { run, event, causes, consequences }: EventInContext,
  colours: Terminal['colours'],
): string {
  const { position, time, type, source, id, cause, correlation, payload } = event;
  const kind = cause === 0 ? 'a fact' : `decided by ${source} on position ${cause}`;
  const lines = [
    `${colourOf(type, colours)(type)} at position ${bigNumber(position)} of ${run}`,
    ...factTable(
      [
        ['time', timeText(time)],
        ['source', source],
        ['what', kind],
        ['root', String(correlation)],
        ['id', id],
      ],
      colours.dim,
    ),
    ...JSON.stringify(payload, undefined, 2)
      .split('\n')
      .map((line) => `  ${line}`),
    ...section('because of', causes, colours),
    ...section('so', consequences, colours),
  ];
  return `${lines.join('\n')}\n`;
}

const section = (title: string, events: readonly StoredEvent[], colours: Terminal['colours']): string[] =>
  events.length === 0 ? [] : [colours.bold(title), ...events.map((event) => eventLine(event, colours))];
