// The one connection to MongoDB, with the write concern that an acknowledgement promises.
import mongoose, { type ClientSession, type Connection } from 'mongoose';

import { within } from './within.ts';

export type { ClientSession, Connection } from 'mongoose';

const PING_LIMIT_MS = 3_000;
/** Whatever a MONGODB_URI names: the name in it may be where its user signs in (`/admin`). */
export const DATABASE_NAME = 'ikrar';

export interface Database {
  connection: Connection;
  /** Runs `work` in a transaction; it may be repeated, so it must only touch the database. */
  transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T>;
  /**
   * Runs reads that all see the database as it was at the first of them; give `reading` to
   * `readOptions`. MongoDB keeps such a moment for five minutes.
   */
  atOneMoment<T>(work: (reading: ClientSession) => Promise<T>): Promise<T>;
  /** Round trip of a ping in milliseconds; rejects when the database does not answer. */
  ping(): Promise<number>;
  /** The moment of the database's own clock; rejects when the database does not answer. */
  now(): Promise<Date>;
  /** The replica set's name and how many members it has; no name when it is none. */
  replicaSet(): Promise<{ replicaSet: string | undefined; members: number }>;
  stop(): Promise<void>;
}

/** Connects with majority and journal as the default write concern. */
export async function connectDatabase(uri: string, name = DATABASE_NAME): Promise<Database> {
  const connection = await mongoose
    .createConnection(uri, {
      dbName: name,
      serverSelectionTimeoutMS: 10_000,
      writeConcern: { w: 'majority', journal: true },
      readConcernLevel: 'majority',
      maxPoolSize: 40,
      autoIndex: false,
    })
    .asPromise();
  return {
    connection,
    transaction: (work) => connection.transaction(work),
    async atOneMoment(work) {
      const reading = await connection.startSession({ snapshot: true });
      try {
        return await work(reading);
      } finally {
        await reading.endSession();
      }
    },
    async ping() {
      const from = performance.now();
      // The driver's own limits do not end a command that a frozen server has taken.
      await within(PING_LIMIT_MS, Promise.resolve(connection.db?.command({ ping: 1 })));
      return performance.now() - from;
    },
    async now() {
      const hello = await within(
        PING_LIMIT_MS,
        Promise.resolve(connection.db?.command({ hello: 1 })),
      );
      if (!(hello?.localTime instanceof Date)) throw new Error('The database told no time');
      return hello.localTime;
    },
    async replicaSet() {
      const hello = await within(
        PING_LIMIT_MS,
        Promise.resolve(connection.db?.command({ hello: 1 })),
      );
      const members = Array.isArray(hello?.hosts) ? hello.hosts.length : 1;
      const name: unknown = hello?.setName;
      return { replicaSet: typeof name === 'string' ? name : undefined, members };
    },
    stop: () => connection.close(),
  };
}

/** The driver's options of a read inside `atOneMoment`; none outside of it. */
export const readOptions = (reading: ClientSession | undefined) =>
  reading ? { session: reading, readConcern: { level: 'snapshot' as const } } : {};

/** True for MongoDB's answer that a unique index refused a document (E11000). */
export const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;

/**
 * Resolves when `write` has stored everything but what was there already: a batch whose answer was
 * lost can be written once more.
 */
export async function withoutDuplicates(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    const { writeErrors } = error as { writeErrors?: unknown }; // the driver's MongoBulkWriteError
    const refused = [writeErrors ?? []].flat();
    if (refused.length === 0 || !refused.every(isDuplicateKey)) throw error;
  }
}
