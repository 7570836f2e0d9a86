// Where two journals of one market part: the first decision that only one of them holds, with what led there in each.

import { openLine, type RecordedEvent } from '@tradingbot/contracts';
import type { LogReader } from '@tradingbot/event-log';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { causesOf } from '../causes-of.ts';
import { recordedEvents } from '../read-journal.ts';
import { shownEvent, type ShownEvent } from '../verdict.ts';

/** One side is `null` where that run decided nothing more. */
export interface DecisionApart {
  readonly recorded: ShownEvent | null;
  readonly whatIf: ShownEvent | null;
  /** From the cause back to the fact at the root; of the recorded run where it decided anything. */
  readonly causeChain: readonly ShownEvent[];
}

/**
 * Decisions are compared in their order by core, type, time, cause and payload.
 * @param file the journal of the other run, a line for each event
 * @returns `undefined` when all of them are the same
 */
export async function firstDecisionApart(
  reader: LogReader,
  journal: string,
  file: string,
): Promise<DecisionApart | undefined> {
  const left = decisionsOf(ofLog(reader, journal));
  const right = decisionsOf(ofFile(file));
  try {
    for (;;) {
      const [was, is] = [await left.next(), await right.next()];
      if (was.done === true && is.done === true) return undefined;
      const [recorded, other] = [was.done === true ? null : was.value, is.done === true ? null : is.value];
      if (recorded !== null && other !== null && isSame(recorded, other)) continue;
      return {
        recorded: recorded && shownEvent(recorded),
        whatIf: other && shownEvent(other),
        causeChain:
          recorded === null
            ? await causesInFile(file, other?.cause ?? 0)
            : await causesOf(reader, journal, recorded.cause),
      };
    }
  } finally {
    await left.return?.(undefined);
    await right.return?.(undefined);
  }
}

const isSame = (a: RecordedEvent, b: RecordedEvent): boolean =>
  a.type === b.type && a.time === b.time && a.cause === b.cause && a.source === b.source && a.payload === b.payload;

async function* decisionsOf(events: AsyncIterable<RecordedEvent>): AsyncGenerator<RecordedEvent> {
  for await (const event of events) if (event.cause !== 0) yield event;
}

async function* ofLog(reader: LogReader, journal: string): AsyncGenerator<RecordedEvent> {
  for await (const chunk of recordedEvents(reader, journal)) yield* chunk;
}

async function* ofFile(file: string): AsyncGenerator<RecordedEvent> {
  const stream = createReadStream(file, 'utf8');
  try {
    for await (const line of createInterface({ input: stream })) if (line !== '') yield openLine(line);
  } finally {
    stream.destroy();
  }
}

/** A file is read from its beginning: causes stand before their consequences, so one pass has them all. */
async function causesInFile(file: string, first: number): Promise<ShownEvent[]> {
  const kept = new Map<number, RecordedEvent>();
  for await (const event of ofFile(file)) {
    if (event.position > first) break;
    kept.set(event.position, event);
  }
  const chain: ShownEvent[] = [];
  for (let at = kept.get(first); at !== undefined; at = kept.get(at.cause)) chain.push(shownEvent(at));
  return chain;
}
