// A migration: one numbered step that brings stored documents to the next shape.
import type { mongo } from 'mongoose';

/**
 * One step. `id` counts from 1 without gaps and never changes once released. `up` must be
 * repeatable: a process that dies in its middle starts it again from the top.
 */
export interface Migration {
  id: number;
  name: string;
  up: (db: mongo.Db) => Promise<void>;
}

/** What the collection `migrations` keeps of a step that ran. */
export interface AppliedMigration {
  _id: number;
  name: string;
  startedAt: Date;
  appliedAt: Date;
}

/** The name of the collection that records what ran. */
export const MIGRATIONS_COLLECTION = 'migrations';
/** The name of the collection that holds the one lock. */
export const MIGRATION_LOCK_COLLECTION = 'migration_locks';

/** Throws when the ids do not count 1, 2, 3: a gap would hide a step somebody else added. */
export function checkMigrationIds(migrations: readonly Migration[]): void {
  migrations.forEach(({ id, name }, index) => {
    if (id !== index + 1) throw new Error(`Migration ${id} (${name}) stands at place ${index + 1}`);
  });
}
