// One batch, one statement, one commit: the head moves and the events appear together, or nothing happens.

import type { Client, QueryConfig } from 'pg';
import { hashFromHex } from '../chain.ts';
import type { Draft } from '../draft.ts';
import { byteaArray, textArray } from './binary-array.ts';
import type { TakenJournal } from './journals.ts';

/** Moves the head only from where this writer left it, in this writer's epoch; without that there is nothing to insert. */
const appendText = (schema: string): string => `
  with head as (
    update ${schema}.heads h set position = $4::bigint, hash = $5::bytea
    where h.journal_id = $1::integer and h.epoch = $2::bigint and h.position = $3::bigint and h.hash = $6::bytea
    returning h.journal_id
  ), batch as (
    select head.journal_id, $3::bigint + given.ordinal as position, given.id, given.type, given.content, given.body, given.hash
    from head, unnest($7::text[], $8::text[], $9::bytea[], $10::text[], $11::bytea[])
      with ordinality as given (id, type, content, body, hash, ordinal)
  ), stored as (
    insert into ${schema}.events (journal_id, position, type, body, hash)
    select b.journal_id, b.position, b.type, b.body, b.hash from batch b
  ), remembered as (
    insert into ${schema}.event_ids (journal_id, id, content, position)
    select b.journal_id, b.id, b.content, b.position from batch b
  )
  select from head`;

/** @param schema in quotes. @returns whether the head was where the draft begins. Throws when an id is there already. */
export async function appendDraft(
  client: Client,
  schema: string,
  { journalId, epoch }: TakenJournal,
  { before, after, ids, types, contents, bodies, hashes }: Draft,
): Promise<boolean> {
  const statement: QueryConfig = {
    name: 'append',
    text: appendText(schema),
    values: [
      journalId,
      epoch,
      before.position,
      after.position,
      hashFromHex(after.hash),
      hashFromHex(before.hash),
      textArray(ids),
      textArray(types),
      byteaArray(contents),
      textArray(bodies),
      byteaArray(hashes),
    ],
  };
  const { rowCount } = await client.query(statement);
  return rowCount === 1;
}
