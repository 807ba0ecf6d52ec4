// The migrations' one door.
export { type AppliedMigration, MIGRATIONS_COLLECTION, type Migration } from './migration.ts';
export { migrations } from './migration-list.ts';
export { type MigrationParts, runMigrations } from './run-migrations.ts';
