// Records for specs: what matters is said, the rest is plain. And everything that a journal holds.

import { setTimeout as wait } from 'node:timers/promises';
import type { LogReader, LogRecord, NewRecord } from '../src/index.ts';

/** @param text what the record says; two notes of one id are the same when it is the same */
export function note(id: string, text = id): NewRecord {
  return { id, type: 'note', content: text, bodyAt: (position) => noteBody(id, position, text) };
}

export const noteBody = (id: string, position: number, text = id): string => JSON.stringify({ id, position, text });

/** `n1`, `n2`, …: so many notes, from a number on. */
export function notes(count: number, from = 1): NewRecord[] {
  return Array.from({ length: count }, (_, index) => note(`n${from + index}`));
}

export async function recordsOf(log: LogReader, journal: string, after = 0): Promise<LogRecord[]> {
  const all: LogRecord[] = [];
  for await (const chunk of log.stream(journal, after)) all.push(...chunk);
  return all;
}

export async function bodiesOf(log: LogReader, journal: string): Promise<string[]> {
  return (await recordsOf(log, journal)).map(({ body }) => body);
}

export async function infoOf(log: LogReader, journal: string) {
  const info = (await log.journals()).find((one) => one.journal === journal);
  if (info === undefined) throw new Error(`no journal ${journal}`);
  return info;
}

/** Asks until the answer is yes. For what another process does and nobody announces. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await wait(5);
}
