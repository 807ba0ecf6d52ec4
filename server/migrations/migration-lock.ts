// The one lock of the migrations: a lease on one document, measured by the database's own clock.
import { setTimeout as delay } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import { MIGRATION_LOCK_COLLECTION } from './migration.ts';

interface LockDocument {
  _id: string;
  owner: string;
  until: Date;
}

/** How long the lease lasts, how often it is renewed, and how often a waiting process looks. */
export interface LockTimes {
  leaseMs: number;
  renewMs: number;
  retryMs: number;
}

export const DEFAULT_LOCK_TIMES: LockTimes = { leaseMs: 15_000, renewMs: 5_000, retryMs: 200 };

const LOCK_ID = 'migrations';
const DUPLICATE_KEY = 11000;

const isDuplicateKey = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY;

/** Lays a lapsed lease where there is none yet, so that taking it is a plain conditional update. */
async function prepare(locks: mongo.Collection<LockDocument>): Promise<void> {
  const lapsed = { $setOnInsert: { owner: '', until: new Date(0) } };
  try {
    await locks.updateOne({ _id: LOCK_ID }, lapsed, { upsert: true });
  } catch (error) {
    // Two first starts at once: the other one has laid it.
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Takes the lease when it has lapsed or is already the owner's; false when another has it. */
async function take(
  locks: mongo.Collection<LockDocument>,
  owner: string,
  leaseMs: number,
): Promise<boolean> {
  const free = { $or: [{ owner }, { $expr: { $lt: ['$until', '$$NOW'] } }] };
  const lease = { owner, until: { $add: ['$$NOW', leaseMs] } };
  const result = await locks.updateOne({ _id: LOCK_ID, ...free }, [{ $set: lease }]);
  return result.matchedCount === 1;
}

/**
 * Runs `work` while this `owner` alone holds the lock; waits as long as another has it. `onWait`
 * is called once when there is a wait. The lock of a process that died lapses after `leaseMs`.
 */
export async function withMigrationLock<T>(options: {
  db: mongo.Db;
  owner: string;
  onWait: () => void;
  times?: LockTimes;
  work: () => Promise<T>;
}): Promise<T> {
  const { db, owner, onWait, work, times = DEFAULT_LOCK_TIMES } = options;
  const locks = db.collection<LockDocument>(MIGRATION_LOCK_COLLECTION);
  await prepare(locks);
  for (let tries = 0; !(await take(locks, owner, times.leaseMs)); tries += 1) {
    if (tries === 0) onWait();
    await delay(times.retryMs);
  }
  // A renewal that fails lets the lease lapse; the steps are repeatable, so that is no harm.
  const renewal = setInterval(
    () => void take(locks, owner, times.leaseMs).catch(() => undefined),
    times.renewMs,
  );
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await locks.updateOne({ _id: LOCK_ID, owner }, { $set: { until: new Date(0) } });
  }
}
