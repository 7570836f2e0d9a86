// Records of a journal after a position, and where it ends.

import { invariant } from '@tradingbot/domain';
import { escapeLiteral, type Client } from 'pg';
import { LogUnavailableError } from '../errors.ts';
import type { LogRecord } from '../port.ts';
import { copyRecords } from './copied-records.ts';

export interface Span {
  readonly after: number;
  /** The last position that is wanted. */
  readonly last?: number;
  readonly limit?: number;
}

/** @param schema in quotes */
export function readRecords(
  client: Client,
  schema: string,
  journal: string,
  { after, last, limit }: Span,
): AsyncIterable<readonly LogRecord[]> {
  // `copy` takes no parameters.
  const journalId = `(select j.journal_id from ${schema}.journals j where j.journal = ${escapeLiteral(journal)})`;
  return copyRecords(
    client,
    `select e.position, e.body, e.hash from ${schema}.events e
     where e.journal_id = ${journalId} and e.position > ${integer(after)}
     ${last === undefined ? '' : `and e.position <= ${integer(last)}`}
     order by e.position ${limit === undefined ? '' : `limit ${integer(limit)}`}`,
  );
}

/**
 * Told by the events and not by the head: what somebody put behind the head must show.
 * @param schema in quotes
 * @throws LogUnavailableError when there is no such journal
 */
export async function lastPosition(client: Client, schema: string, journal: string): Promise<number> {
  const { rows } = await client.query<{ last: string | null }>(
    `select (select max(e.position) from ${schema}.events e where e.journal_id = j.journal_id) as last
     from ${schema}.journals j where j.journal = $1`,
    [journal],
  );
  const [row] = rows;
  if (row === undefined) throw noSuchJournal(journal, schema);
  return Number(row.last ?? 0);
}

/** @param schema in quotes */
export function noSuchJournal(journal: string, schema: string): LogUnavailableError {
  return new LogUnavailableError(`there is no journal "${journal}" in schema ${schema}`);
}

function integer(value: number): string {
  invariant(Number.isSafeInteger(value) && value >= 0, 'positions and limits are counts');
  return String(value);
}
