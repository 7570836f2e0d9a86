// Makes a schema what this release reads and writes. Two at once take turns; nothing to do is nothing done.

import type { Client } from 'pg';
import { unavailable } from './failure.ts';
import { grantRoles } from './roles.ts';
import { quotedSchema } from './schema-name.ts';
import { refusal, schemaState } from './schema-state.ts';
import { clientOf, serverOf, type Server } from './server.ts';

/** Any number that nobody else locks. Not Kysely's own, which it takes on another connection meanwhile. */
const LOCK = 7_303_014_501_122_771;
const CONNECT_TIMEOUT_MS = 10_000;

export interface MigrateOptions {
  readonly url: string;
  /** `tradingbot`, or `tradingbot_<stack>`. */
  readonly schema: string;
}

export interface Migrated {
  /** The steps that were taken; none when the schema was up to date. */
  readonly applied: readonly string[];
  /** What could not be done and can be done without, as a sentence. */
  readonly warning: string | undefined;
}

/** @throws LogUnavailableError when Postgres cannot be used, or the schema is somebody else's or a newer release's */
export async function migrate({ url, schema }: MigrateOptions): Promise<Migrated> {
  const server = serverOf(url);
  quotedSchema(schema);
  const client = clientOf(url, {
    application_name: 'tradingbot migrate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const applied = await bringUpToDate(client, schema, server);
    return { applied, warning: await grantRoles(client, schema, server) };
  } catch (error) {
    throw unavailable(error, server);
  } finally {
    await client.end();
  }
}

async function bringUpToDate(client: Client, schema: string, server: Server): Promise<readonly string[]> {
  const state = await schemaState(client, schema);
  const where = `schema "${schema}" of database "${server.database}" at ${server.place}`;
  switch (state.status) {
    case 'current':
      return [];
    case 'newer':
    case 'foreign':
      throw refusal(state, where);
    default: {
      const { runMigrations } = await import('./run-migrations.ts');
      return runMigrations(server.url, schema);
    }
  }
}
