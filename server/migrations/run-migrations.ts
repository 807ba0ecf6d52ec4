// Brings the database to this version's shape at start: each step once, by one process only.
import { randomUUID } from 'node:crypto';
import type { mongo } from 'mongoose';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import {
  type AppliedMigration,
  checkMigrationIds,
  MIGRATIONS_COLLECTION,
  type Migration,
} from './migration.ts';
import { type LockTimes, withMigrationLock } from './migration-lock.ts';

export interface MigrationParts {
  db: mongo.Db;
  migrations: readonly Migration[];
  logger: Logger;
  clock: Clock;
  lockTimes?: LockTimes;
}

const appliedIn = (db: mongo.Db) => db.collection<AppliedMigration>(MIGRATIONS_COLLECTION);

/**
 * Runs every step that the database has not seen, in order, and resolves with their ids. A
 * process that comes second waits, then finds nothing to do. Rejects with the step's own error
 * (nothing after it runs), or when the database was written by a newer version.
 */
export async function runMigrations(parts: MigrationParts): Promise<number[]> {
  checkMigrationIds(parts.migrations);
  if ((await findPending(parts)).length === 0) return [];
  return withMigrationLock({
    db: parts.db,
    owner: randomUUID(),
    onWait: () => parts.logger.info('Another process is migrating the database: waiting for it'),
    ...(parts.lockTimes ? { times: parts.lockTimes } : {}),
    work: () => applyPending(parts),
  });
}

async function findPending({ db, migrations }: MigrationParts): Promise<Migration[]> {
  const applied = await appliedIn(db).find().sort({ _id: 1 }).toArray();
  const newest = applied.at(-1)?._id ?? 0;
  if (newest > migrations.length) {
    throw new Error(
      `Basis data ini ditulis oleh versi yang lebih baru (migrasi ${newest}; versi ini mengenal ` +
        `${migrations.length}). Jalankan versi itu, atau pulihkan cadangan yang lebih lama.`,
    );
  }
  const ids = new Set(applied.map(({ _id }) => _id));
  return migrations.filter(({ id }) => !ids.has(id));
}

async function applyPending(parts: MigrationParts): Promise<number[]> {
  const pending = await findPending(parts);
  const isUpgrade = pending.length > 0 && pending.length < parts.migrations.length;
  if (isUpgrade) {
    parts.logger.warn(
      { migrations: pending.map(({ id }) => id) },
      'The database is of an earlier version and is being migrated; keep the backup made before',
    );
  }
  for (const migration of pending) await apply(parts, migration);
  return pending.map(({ id }) => id);
}

async function apply({ db, logger, clock }: MigrationParts, migration: Migration): Promise<void> {
  const startedAt = clock.now();
  await migration.up(db);
  const record = { _id: migration.id, name: migration.name, startedAt, appliedAt: clock.now() };
  await appliedIn(db).insertOne(record, { writeConcern: { w: 'majority', j: true } });
  logger.info({ migration: migration.id }, `Migrated: ${migration.name}`);
}
