// The writer of a journal in Postgres. It assumes that all is new and well, and looks closer when Postgres disagrees:
// an id is known already, the head is elsewhere, or the connection broke and nobody said whether it was committed.

import { invariant } from '@tradingbot/domain';
import { DatabaseError, type Client } from 'pg';
import { draftAfter, identified, refuseOtherContent, type Draft, type IdentifiedRecord } from '../draft.ts';
import { LogFencedError } from '../errors.ts';
import type { Head, JournalWriter, NewRecord } from '../port.ts';
import { appendDraft } from './append-statement.ts';
import { textArray } from './binary-array.ts';
import type { TakenJournal } from './journals.ts';
import type { Link } from './link.ts';

type Outcome = 'committed' | 'known';

export class PostgresWriter implements JournalWriter {
  readonly journal: string;
  readonly epoch: number;
  head: Head;
  private readonly taken: TakenJournal;
  private readonly link: Link;
  private readonly schema: string;
  private readonly release: () => Promise<void>;
  private busy = false;

  /** @param schema in quotes */
  constructor(link: Link, schema: string, taken: TakenJournal, release: () => Promise<void>) {
    this.link = link;
    this.schema = schema;
    this.taken = taken;
    this.journal = taken.journal;
    this.epoch = taken.epoch;
    this.head = taken.head;
    this.release = release;
  }

  async append(records: readonly NewRecord[]): Promise<readonly number[]> {
    invariant(!this.busy, 'a journal has one append at a time');
    if (records.length === 0) return [];
    this.busy = true;
    try {
      const positions = await this.appendUnknown(identified(this.journal, records));
      return records.map(({ id }) => positions.get(id) ?? 0);
    } finally {
      this.busy = false;
    }
  }

  close(): Promise<void> {
    return this.release();
  }

  /** @returns the position of every id */
  private async appendUnknown(byId: ReadonlyMap<string, IdentifiedRecord>): Promise<Map<string, number>> {
    const positions = new Map<string, number>();
    const draft = draftAfter(this.head, byId.values());
    if ((await this.commit(draft)) === 'committed') return this.moveTo(draft, positions);
    await this.findKnown(byId, positions);
    const rest = draftAfter(
      this.head,
      [...byId].flatMap(([id, one]) => (positions.has(id) ? [] : [one])),
    );
    if (rest.ids.length === 0) return positions;
    const outcome = await this.commit(rest);
    invariant(outcome === 'committed', 'nobody else appends ids between looking them up and appending the others');
    return this.moveTo(rest, positions);
  }

  private moveTo({ before, after, ids }: Draft, positions: Map<string, number>): Map<string, number> {
    for (const [index, id] of ids.entries()) positions.set(id, before.position + index + 1);
    this.head = after;
    return positions;
  }

  private async commit(draft: Draft): Promise<Outcome> {
    let tried = false;
    return this.link.run(async (client) => {
      for (;;) {
        if (tried && (await this.hasHappened(client, draft))) return 'committed';
        tried = true;
        try {
          if (await appendDraft(client, this.schema, this.taken, draft)) return 'committed';
        } catch (error) {
          if (violates(error, 'event_ids_id')) return 'known';
          if (violates(error, 'events_position')) throw this.fenced('there are records beyond its head');
          throw error;
        }
      }
    });
  }

  /**
   * An earlier attempt may still be on its way when this asks. Then the next one waits for it, finds the head moved,
   * and asks again.
   * @returns false when the head is still where the draft begins, and this writer is the writer
   */
  private async hasHappened(client: Client, { before, after }: Draft): Promise<boolean> {
    const { rows } = await client.query<{ position: string; hash: string; epoch: string }>(
      `select h.position, encode(h.hash, 'hex') as hash, h.epoch from ${this.schema}.heads h where h.journal_id = $1`,
      [this.taken.journalId],
    );
    const [row] = rows;
    if (row === undefined) throw this.fenced('it is gone');
    const isAt = ({ position, hash }: Head): boolean => position === Number(row.position) && hash === row.hash;
    if (isAt(after)) return true;
    if (Number(row.epoch) !== this.epoch) throw this.fenced('it has another writer');
    if (!isAt(before))
      throw this.fenced(`its head was left at ${before.position} and is at ${row.position}, or has another hash`);
    return false;
  }

  private fenced(why: string): LogFencedError {
    return new LogFencedError(`journal ${this.journal} cannot be written to: ${why}`);
  }

  private async findKnown(byId: ReadonlyMap<string, IdentifiedRecord>, positions: Map<string, number>): Promise<void> {
    const { rows } = await this.link.run((client) =>
      client.query<{ id: string; position: string; content: Buffer }>(
        `select i.id, i.position, i.content from ${this.schema}.event_ids i
         where i.journal_id = $1 and i.id = any($2::text[])`,
        [this.taken.journalId, textArray([...byId.keys()])],
      ),
    );
    for (const { id, position, content } of rows) {
      const given = byId.get(id);
      if (given === undefined) continue;
      if (Buffer.compare(given.content, content) !== 0) refuseOtherContent(this.journal, id, Number(position));
      positions.set(id, Number(position));
    }
  }
}

function violates(error: unknown, constraint: string): boolean {
  return error instanceof DatabaseError && error.constraint === constraint;
}
