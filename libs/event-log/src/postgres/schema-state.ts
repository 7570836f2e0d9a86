// What a schema holds, told by its list of migrations: ours, an older or newer release's, or somebody else's.

import type { Client } from 'pg';
import { LogUnavailableError } from '../errors.ts';
import { MIGRATION_NAMES, MIGRATION_TABLE } from './migration-names.ts';
import { quotedSchema } from './schema-name.ts';
import type { Server } from './server.ts';

export type SchemaState =
  { readonly status: 'absent' | 'current' } | { readonly status: 'older'; readonly found: string } | Unusable;

/** What no migration mends. */
interface Unusable {
  readonly status: 'newer' | 'foreign';
  readonly found: string;
}

/** What brings a schema up to date. */
const MEND = '"tradingbot live" migrates it';

export async function schemaState(client: Client, schema: string): Promise<SchemaState> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f') order by c.relname`,
    [schema],
  );
  if (tables.length === 0) return { status: 'absent' };
  if (!tables.some(({ name }) => name === MIGRATION_TABLE)) return { status: 'foreign', found: named(tables) };
  const { rows: applied } = await client.query<{ name: string }>(
    `select m.name from ${quotedSchema(schema)}.${MIGRATION_TABLE} m order by m.name`,
  );
  const matching = applied.filter(({ name }, at) => name === MIGRATION_NAMES[at]).length;
  const ours = Math.min(applied.length, MIGRATION_NAMES.length);
  if (matching < ours) return { status: 'foreign', found: named(applied) };
  if (applied.length > MIGRATION_NAMES.length) return { status: 'newer', found: applied.at(-1)?.name ?? '' };
  if (matching < MIGRATION_NAMES.length) return { status: 'older', found: applied.at(-1)?.name ?? 'nothing' };
  return { status: 'current' };
}

/** @throws LogUnavailableError unless the schema is this release's */
export async function requireCurrentSchema(client: Client, schema: string, server: Server): Promise<void> {
  const state = await schemaState(client, schema);
  const where = `schema "${schema}" of database "${server.database}" at ${server.place}`;
  switch (state.status) {
    case 'current':
      return;
    case 'absent':
      throw new LogUnavailableError(`there is no log yet in ${where}: ${MEND}`);
    case 'older':
      throw new LogUnavailableError(
        `${where} is at "${state.found}", and this release needs "${MIGRATION_NAMES.at(-1)}": ${MEND}`,
      );
    case 'newer':
    case 'foreign':
      throw refusal(state, where);
    default:
      return state satisfies never;
  }
}

export function refusal({ status, found }: Unusable, where: string): LogUnavailableError {
  if (status === 'newer') {
    return new LogUnavailableError(`${where} was made by a newer release, which knows "${found}": update this program`);
  }
  return new LogUnavailableError(
    `${where} is not a log of this program, it holds ${found}: name another stack or database`,
  );
}

function named(rows: readonly { readonly name: string }[]): string {
  const names = rows.slice(0, 3).map(({ name }) => `"${name}"`);
  return names.join(', ') + (rows.length > names.length ? ` and ${rows.length - names.length} more` : '');
}
