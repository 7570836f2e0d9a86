// Journals in memory. Several logs over one storage are several connections to one database.

import { GENESIS } from '../chain.ts';
import { LogConflictError, LogFencedError, LogUnavailableError } from '../errors.ts';
import type { EventLog, JournalInfo, JournalWriter, LogRecord } from '../port.ts';
import { InMemoryWriter } from './in-memory-writer.ts';
import { headOf, type StoredJournal } from './stored-journal.ts';

const STREAM_CHUNK = 1_000;

/** Journals by name, oldest first. Empty, it is a new database. */
export type InMemoryStorage = Map<string, StoredJournal>;

export function inMemoryLog(storage: InMemoryStorage = new Map()): EventLog {
  return new InMemoryLog(storage);
}

class InMemoryLog implements EventLog {
  private readonly storage: InMemoryStorage;
  private closed = false;

  constructor(storage: InMemoryStorage) {
    this.storage = storage;
  }

  async createJournal(journal: string, previous: string | undefined): Promise<void> {
    this.mustBeOpen();
    if (this.storage.has(journal)) throw new LogConflictError(journal, `there is a journal ${journal} already`);
    let genesis = GENESIS;
    if (previous !== undefined) {
      const before = this.stored(previous);
      if (before.continuedBy !== undefined) {
        throw new LogConflictError(journal, `${before.continuedBy} continues journal ${previous} already`);
      }
      before.continuedBy = journal;
      before.epoch += 1;
      genesis = headOf(before).hash;
    }
    const openedAt = Date.now() * 1_000;
    this.storage.set(journal, {
      journal,
      previous,
      genesis,
      openedAt,
      epoch: 0,
      records: [],
      known: new Map(),
      continuedBy: undefined,
    });
  }

  async openWriter(journal: string): Promise<JournalWriter> {
    this.mustBeOpen();
    const stored = this.stored(journal);
    if (stored.continuedBy !== undefined) {
      throw new LogFencedError(`journal ${journal} is closed: ${stored.continuedBy} continues it`);
    }
    stored.epoch += 1;
    return new InMemoryWriter(stored, () => this.mustBeOpen());
  }

  async journals(): Promise<readonly JournalInfo[]> {
    this.mustBeOpen();
    return [...this.storage.values()].map((stored) => {
      const { journal, previous, genesis, openedAt } = stored;
      return { journal, previous, genesis, head: headOf(stored), openedAt };
    });
  }

  async read(journal: string, after: number, limit: number): Promise<readonly LogRecord[]> {
    this.mustBeOpen();
    return this.stored(journal).records.slice(after, after + limit);
  }

  async *stream(journal: string, after: number): AsyncGenerator<readonly LogRecord[]> {
    this.mustBeOpen();
    const { records } = this.stored(journal);
    const end = records.length;
    for (let at = after; at < end; at += STREAM_CHUNK) {
      yield records.slice(at, Math.min(at + STREAM_CHUNK, end));
      this.mustBeOpen();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  private stored(journal: string): StoredJournal {
    const stored = this.storage.get(journal);
    if (stored === undefined) throw new LogUnavailableError(`there is no journal ${journal} in memory`);
    return stored;
  }

  private mustBeOpen(): void {
    if (this.closed) throw new LogUnavailableError('the log was closed');
  }
}
