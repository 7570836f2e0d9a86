// The tables of a log, in the steps in which they came to be. A step that was released is never edited.

import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { MigrationName } from './migration-names.ts';

type Step = (db: Kysely<unknown>, schema: string) => Promise<void>;

const STEPS: Readonly<Record<MigrationName, Step>> = { '0001-journals': createJournals };

export function migrationsOf(schema: string): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(STEPS).map(([name, step]) => [name, { up: (db: Kysely<unknown>) => step(db, schema) }]),
  );
}

/** No row of `events` or `event_ids` points to its journal by a foreign key: it would be looked up for each event. */
async function createJournals(db: Kysely<unknown>, schema: string): Promise<void> {
  const table = (name: string) => sql.table(`${schema}.${name}`);
  await sql`
    create table ${table('journals')} (
      journal_id integer generated always as identity primary key,
      journal text collate "C" not null constraint journals_name unique,
      previous_id integer constraint journals_previous unique references ${table('journals')},
      genesis bytea not null,
      opened_at timestamptz not null default clock_timestamp()
    )`.execute(db);
  // Updated with every append: the room on its page lets an update stay off the index.
  await sql`
    create table ${table('heads')} (
      journal_id integer primary key references ${table('journals')},
      epoch bigint not null,
      position bigint not null,
      hash bytea not null
    ) with (fillfactor = 20)`.execute(db);
  await sql`
    create table ${table('events')} (
      position bigint not null,
      recorded_at timestamptz not null default clock_timestamp(),
      journal_id integer not null,
      type text collate "C" not null,
      body text collate "C" not null,
      hash bytea not null,
      constraint events_position primary key (journal_id, position)
    )`.execute(db);
  await sql`
    create table ${table('event_ids')} (
      position bigint not null,
      journal_id integer not null,
      id text collate "C" not null,
      content bytea not null,
      constraint event_ids_id primary key (journal_id, id)
    )`.execute(db);
}
