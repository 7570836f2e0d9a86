// The writer of a journal in memory.

import { invariant } from '@tradingbot/domain';
import { draftAfter, identified, refuseOtherContent, type Draft, type IdentifiedRecord } from '../draft.ts';
import { LogFencedError, LogUnavailableError } from '../errors.ts';
import type { Head, JournalWriter, NewRecord } from '../port.ts';
import { headOf, type StoredJournal } from './stored-journal.ts';

export class InMemoryWriter implements JournalWriter {
  readonly journal: string;
  readonly epoch: number;
  head: Head;
  private readonly stored: StoredJournal;
  private readonly mustBeOpen: () => void;
  private closed = false;
  private busy = false;

  constructor(stored: StoredJournal, mustBeOpen: () => void) {
    this.stored = stored;
    this.mustBeOpen = mustBeOpen;
    this.journal = stored.journal;
    this.epoch = stored.epoch;
    this.head = headOf(stored);
  }

  async append(records: readonly NewRecord[]): Promise<readonly number[]> {
    this.mustBeOpen();
    if (this.closed) throw new LogUnavailableError('this writer was closed');
    invariant(!this.busy, 'a journal has one append at a time');
    if (records.length === 0) return [];
    this.busy = true;
    // Durable a little later, as on a disk.
    await Promise.resolve();
    this.busy = false;
    const { journal, stored } = this;
    if (stored.epoch !== this.epoch) throw new LogFencedError(`journal ${journal} has another writer`);
    const draft = draftAfter(this.head, this.unknownOf(identified(journal, records)));
    this.keep(draft);
    return records.map(({ id }) => stored.known.get(id)?.position ?? 0);
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  private unknownOf(byId: ReadonlyMap<string, IdentifiedRecord>): IdentifiedRecord[] {
    return [...byId].flatMap(([id, one]) => {
      const known = this.stored.known.get(id);
      if (known === undefined) return [one];
      if (Buffer.compare(known.content, one.content) !== 0) refuseOtherContent(this.journal, id, known.position);
      return [];
    });
  }

  private keep({ before, after, ids, contents, bodies, hashes }: Draft): void {
    for (const [index, id] of ids.entries()) {
      const position = before.position + index + 1;
      const [body, hash, content] = [bodies[index], hashes[index], contents[index]];
      invariant(body !== undefined && hash !== undefined && content !== undefined, 'a draft is of one length');
      this.stored.records.push({ position, body, hash });
      this.stored.known.set(id, { content, position });
    }
    this.head = after;
  }
}
