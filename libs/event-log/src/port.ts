// The port of the event log: journals of records at gapless positions, each chained to the one before it.
// The log knows ids, types and bytes; what an event means, it does not.

/** A record before it has a position. */
export interface NewRecord {
  /** Unique within its journal; the same on every attempt. */
  readonly id: string;
  readonly type: string;
  /** What makes two records with one id the same: the payload's canonical JSON. Position and time are not part of it. */
  readonly content: string;
  /** The bytes to store, once the position is known: well-formed text without NUL. May be asked for more than once. */
  bodyAt(position: number): string;
}

/** A record as it is stored. */
export interface LogRecord {
  readonly position: number;
  readonly body: string;
  /** SHA-256 over the hash before it and `body`, 32 bytes. */
  readonly hash: Uint8Array;
}

/** Where a journal ends. `position` 0 and the genesis hash before the first record. Hashes are 64 hexadecimal digits. */
export interface Head {
  readonly position: number;
  readonly hash: string;
}

export interface JournalInfo {
  readonly journal: string;
  /** The journal that this one continues. Its closing hash is this one's genesis. */
  readonly previous: string | undefined;
  readonly genesis: string;
  readonly head: Head;
  /** When it was made, in microseconds since the epoch: the machine's clock, for people. */
  readonly openedAt: number;
}

/** The one writer of one journal. */
export interface JournalWriter {
  readonly journal: string;
  readonly head: Head;
  /** How often this journal has been opened for writing. An older writer is refused from then on. */
  readonly epoch: number;
  /**
   * Appends all or nothing, and answers when it is durable. A record whose id is there already with the same content
   * keeps its old position; nothing is written for it. One call at a time. Lost connections are mended and the append
   * repeated, for as long as it takes; it is never written twice.
   * @returns the position of each record, in order
   * @throws LogConflictError when an id is there with other content, or twice in the batch: nothing is written
   * @throws LogFencedError when somebody else has opened or continued the journal since, or its head is not what it was
   * left at
   */
  append(records: readonly NewRecord[]): Promise<readonly number[]>;
  close(): Promise<void>;
}

/** Several calls may be under way at once. All fail with LogUnavailableError once the log is closed. */
export interface LogReader {
  /** All journals of the stack, oldest first. */
  journals(): Promise<readonly JournalInfo[]>;
  /** At most `limit` records after a position, in order. @throws LogUnavailableError when there is no such journal */
  read(journal: string, after: number, limit: number): Promise<readonly LogRecord[]>;
  /**
   * All records after a position, up to where the journal ends when reading begins, in chunks. Memory stays flat.
   * @throws LogUnavailableError when there is no such journal
   */
  stream(journal: string, after: number): AsyncIterable<readonly LogRecord[]>;
  close(): Promise<void>;
}

export interface EventLog extends LogReader {
  /**
   * Makes an empty journal. Its genesis is the closing hash of `previous`, or 64 zeros. That closes `previous` for good:
   * its writer is fenced off, and it cannot be opened for writing again.
   * @throws LogConflictError when there is one of this name, or another one continues `previous`
   * @throws LogUnavailableError when there is no `previous`
   */
  createJournal(journal: string, previous: string | undefined): Promise<void>;
  /**
   * Takes a journal for writing; whoever had it before is fenced off.
   * @throws LogFencedError when another journal continues it
   * @throws LogUnavailableError when there is no such journal
   */
  openWriter(journal: string): Promise<JournalWriter>;
}
