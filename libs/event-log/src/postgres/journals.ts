// Making, taking and listing journals. Each is one statement, and right when it is done twice.

import { DatabaseError, type Client } from 'pg';
import { GENESIS, hashFromHex } from '../chain.ts';
import { LogConflictError, LogFencedError } from '../errors.ts';
import type { Head, JournalInfo } from '../port.ts';
import { isPassing } from './failure.ts';
import type { Link } from './link.ts';
import { noSuchJournal } from './read-records.ts';

const UNIQUE_VIOLATION = '23505';

/** Whoever wrote `previous` is fenced off by the same statement that takes its closing hash. */
const createText = (schema: string): string => `
  with closed as (
    update ${schema}.heads h set epoch = h.epoch + 1
    from ${schema}.journals j where j.journal = $2 and h.journal_id = j.journal_id
    returning h.journal_id, h.hash
  ), made as (
    insert into ${schema}.journals (journal, previous_id, genesis)
    select $1, c.journal_id, coalesce(c.hash, $3) from (select 1) one left join closed c on true
    where $2::text is null or c.journal_id is not null
    returning journal_id, genesis
  )
  insert into ${schema}.heads (journal_id, epoch, position, hash) select m.journal_id, 0, 0, m.genesis from made m`;

/** @param schema in quotes */
export async function createJournal(
  link: Link,
  schema: string,
  journal: string,
  previous: string | undefined,
): Promise<void> {
  let tried = false;
  await link.run(async (client) => {
    const again = tried;
    tried = true;
    try {
      const made = await client.query(createText(schema), [journal, previous ?? null, hashFromHex(GENESIS)]);
      if (made.rowCount === 0) throw noSuchJournal(previous ?? '', schema);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error;
      // The connection broke after it was made, and before we were told.
      if (again && (await isNewSuccessor(client, schema, journal, previous))) return;
      throw conflict(journal, previous, error.constraint === 'journals_previous');
    }
  }, isPassing);
}

function conflict(journal: string, previous: string | undefined, forks: boolean): LogConflictError {
  if (forks) return new LogConflictError(journal, `another journal than ${journal} continues ${previous} already`);
  return new LogConflictError(journal, `there is a journal ${journal} already`);
}

async function isNewSuccessor(
  client: Client,
  schema: string,
  journal: string,
  previous: string | undefined,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from ${schema}.journals j join ${schema}.heads h on h.journal_id = j.journal_id
     left join ${schema}.journals p on p.journal_id = j.previous_id
     where j.journal = $1 and p.journal is not distinct from $2 and h.position = 0 and h.epoch = 0`,
    [journal, previous ?? null],
  );
  return rowCount === 1;
}

/** A journal as its new writer finds it. */
export interface TakenJournal {
  readonly journal: string;
  readonly journalId: number;
  readonly epoch: number;
  readonly head: Head;
}

const takeText = (schema: string): string => `
  update ${schema}.heads h set epoch = h.epoch + 1 from ${schema}.journals j
  where j.journal = $1 and h.journal_id = j.journal_id
    and not exists (select from ${schema}.journals n where n.previous_id = j.journal_id)
  returning h.journal_id as id, h.epoch, h.position, encode(h.hash, 'hex') as hash`;

/** Taken twice because the connection broke in between, its epoch is one higher: no harm. @param schema in quotes */
export function takeJournal(link: Link, schema: string, journal: string): Promise<TakenJournal> {
  return link.run(async (client) => {
    const { rows } = await client.query<{ id: number; epoch: string; position: string; hash: string }>(
      takeText(schema),
      [journal],
    );
    const [row] = rows;
    if (row === undefined) throw await whyNotTaken(client, schema, journal);
    const { id, epoch, position, hash } = row;
    return { journal, journalId: id, epoch: Number(epoch), head: { position: Number(position), hash } };
  }, isPassing);
}

async function whyNotTaken(client: Client, schema: string, journal: string): Promise<Error> {
  const { rows } = await client.query<{ next: string }>(
    `select n.journal as next from ${schema}.journals n join ${schema}.journals j on j.journal_id = n.previous_id
     where j.journal = $1`,
    [journal],
  );
  const [row] = rows;
  if (row === undefined) return noSuchJournal(journal, schema);
  return new LogFencedError(`journal ${journal} is closed: ${row.next} continues it`);
}

interface JournalRow {
  readonly journal: string;
  readonly previous: string | null;
  readonly genesis: string;
  readonly position: string;
  readonly hash: string;
  readonly opened_at: string;
}

/** @param schema in quotes */
export function listJournals(link: Link, schema: string): Promise<readonly JournalInfo[]> {
  return link.run(async (client) => {
    const { rows } = await client.query<JournalRow>(
      `select j.journal, p.journal as previous, encode(j.genesis, 'hex') as genesis, h.position,
         encode(h.hash, 'hex') as hash, (extract(epoch from j.opened_at) * 1000000)::bigint as opened_at
       from ${schema}.journals j join ${schema}.heads h on h.journal_id = j.journal_id
       left join ${schema}.journals p on p.journal_id = j.previous_id
       order by j.journal_id`,
    );
    return rows.map(({ journal, previous, genesis, position, hash, opened_at }) => ({
      journal,
      previous: previous ?? undefined,
      genesis,
      head: { position: Number(position), hash },
      openedAt: Number(opened_at),
    }));
  });
}
