// A journal as it stands in the log: its manifest, its events, and how it ended.

import { lineType, openLine, type RecordedEvent, type RecordedManifest } from '@tradingbot/contracts';
import { InputError } from '@tradingbot/domain';
import type { JournalInfo, LogReader } from '@tradingbot/event-log';

/** What a journal was opened with. The log has checked it when it was written. */
export async function manifestOfJournal(reader: LogReader, journal: string): Promise<RecordedManifest> {
  const [first] = await reader.read(journal, 0, 1);
  if (first === undefined) throw new InputError(`journal ${journal}`, 'is empty: its run has not begun');
  return manifestIn(openLine(first.body));
}

export function manifestIn({ type, payload }: RecordedEvent): RecordedManifest {
  if (type !== 'run.manifest') throw new InputError('the journal', `begins with ${type} and not with its manifest`);
  return (JSON.parse(payload) as { manifest: RecordedManifest }).manifest;
}

/** All events of a journal, in order, in chunks. */
export async function* recordedEvents(reader: LogReader, journal: string): AsyncGenerator<readonly RecordedEvent[]> {
  for await (const chunk of reader.stream(journal, 0)) yield chunk.map(({ body }) => openLine(body));
}

export interface JournalEnd {
  /** Its last event is `run.closed`. */
  readonly closed: boolean;
  /** The run has come to its end, and was not only left so that another journal goes on. */
  readonly ending: boolean;
}

const PAGE = 1_000;

/** Read from the end: behind `run.ending` no market data and no time comes. */
export async function endOfJournal(reader: LogReader, { journal, head }: JournalInfo): Promise<JournalEnd> {
  let closed = false;
  for (let before = head.position; before > 0; before -= PAGE) {
    const from = Math.max(0, before - PAGE);
    const page = await reader.read(journal, from, before - from);
    for (const { body, position } of [...page].reverse()) {
      const type = lineType(body);
      if (position === head.position) closed = type === 'run.closed';
      if (type === 'run.ending') return { closed, ending: true };
      if (type.startsWith('md.') || type === 'clock.tick') return { closed, ending: false };
    }
  }
  return { closed, ending: false };
}
