// The steps that make a schema what this release reads and writes, in order, and where a schema lists those it has had.
// Apart from the steps themselves: who only connects need not load what builds tables.

export const MIGRATION_NAMES = ['0001-journals'] as const;
export type MigrationName = (typeof MIGRATION_NAMES)[number];

export const MIGRATION_TABLE = 'migrations';
export const MIGRATION_LOCK_TABLE = 'migrations_lock';
