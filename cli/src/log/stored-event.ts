// A stored line as commands show it, also one of a type that this release does not know.

import type { RecordedManifest } from '@tradingbot/contracts';
import type { LogReader } from '@tradingbot/event-log';

/** With names as in the log. */
export interface StoredEvent {
  readonly position: number;
  /** In microseconds. */
  readonly time: number;
  readonly type: string;
  readonly source: string;
  /** The position that caused it; 0 for a fact. */
  readonly cause: number;
  readonly correlation: number;
  readonly id: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export const storedEvent = (body: string): StoredEvent => JSON.parse(body) as StoredEvent;

/** @returns undefined before the first and beyond the last */
export async function eventAt(log: LogReader, run: string, position: number): Promise<StoredEvent | undefined> {
  if (position < 1) return undefined;
  const [record] = await log.read(run, position - 1, 1);
  return record === undefined ? undefined : storedEvent(record.body);
}

/** What the run was opened with; nothing of it is certain, should another release have written it. */
export async function manifestOf(log: LogReader, run: string): Promise<Partial<RecordedManifest>> {
  const first = await eventAt(log, run, 1);
  return first?.type === 'run.manifest' ? (first.payload['manifest'] as Partial<RecordedManifest>) : {};
}
