// The log in Postgres.

export { connectPostgresLog, type PostgresLogOptions } from './postgres-log.ts';
export { migrate, type Migrated, type MigrateOptions } from './migrate.ts';
export type { LogRole } from './roles.ts';
