// What an append would write: each record once, at its position, chained to the one before.
// Both adapters make their drafts here, so that they agree on every byte.

import { invariant } from '@tradingbot/domain';
import { chainHash, contentHash, hashFromHex, hexFromHash } from './chain.ts';
import { LogConflictError } from './errors.ts';
import type { Head, NewRecord } from './port.ts';

/** A record with what tells it from another of the same id. */
export interface IdentifiedRecord {
  readonly record: NewRecord;
  readonly content: Uint8Array;
}

export interface Draft {
  /** Where the journal must end for this to fit. */
  readonly before: Head;
  readonly after: Head;
  readonly ids: readonly string[];
  readonly types: readonly string[];
  readonly contents: readonly Uint8Array[];
  readonly bodies: readonly string[];
  readonly hashes: readonly Uint8Array[];
}

/**
 * The records of a batch by their ids, in order; one that comes twice, once.
 * @throws LogConflictError when two of one id differ
 */
export function identified(journal: string, records: readonly NewRecord[]): Map<string, IdentifiedRecord> {
  const byId = new Map<string, IdentifiedRecord>();
  for (const record of records) {
    const content = contentHash(record.content);
    const twin = byId.get(record.id);
    if (twin === undefined) byId.set(record.id, { record, content });
    else if (Buffer.compare(twin.content, content) !== 0) {
      throw new LogConflictError(
        record.id,
        `two records of one batch for ${journal} have the id ${record.id} and differ`,
      );
    }
  }
  return byId;
}

/** @throws LogConflictError */
export function refuseOtherContent(journal: string, id: string, position: number): never {
  throw new LogConflictError(id, `${journal} has ${id} at position ${position} already, with other content`);
}

export function draftAfter(before: Head, records: Iterable<IdentifiedRecord>): Draft {
  const ids: string[] = [];
  const types: string[] = [];
  const contents: Uint8Array[] = [];
  const bodies: string[] = [];
  const hashes: Uint8Array[] = [];
  let { position } = before;
  let hash = hashFromHex(before.hash);
  for (const { record, content } of records) {
    position += 1;
    const body = record.bodyAt(position);
    invariant(isStorable(body) && isStorable(record.id), `what is appended is text that UTF-8 and Postgres can hold`);
    hash = chainHash(hash, body);
    ids.push(record.id);
    types.push(record.type);
    contents.push(content);
    bodies.push(body);
    hashes.push(hash);
  }
  return { before, after: { position, hash: hexFromHash(hash) }, ids, types, contents, bodies, hashes };
}

/** Half a surrogate pair has no UTF-8, and Postgres keeps no NUL in text. Canonical JSON has neither. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
