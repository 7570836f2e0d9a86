// Runs the steps that a schema lacks, each once, all or none.

import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool } from 'pg';
import { MIGRATION_LOCK_TABLE, MIGRATION_TABLE } from './migration-names.ts';
import { migrationsOf } from './migrations.ts';

/** @returns the names of the steps that were taken. Throws what Postgres says of the one that failed. */
export async function runMigrations(url: string, schema: string): Promise<readonly string[]> {
  const pool = new Pool({ connectionString: url, max: 1, application_name: 'tradingbot migrate' });
  // A connection that breaks fails the query on it; there is nothing else to be done about it here.
  pool.on('error', () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => migrationsOf(schema) },
      migrationTableSchema: schema,
      migrationTableName: MIGRATION_TABLE,
      migrationLockTableName: MIGRATION_LOCK_TABLE,
    });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed', { cause: error });
    return results.map(({ migrationName }) => migrationName);
  } finally {
    await db.destroy();
  }
}
