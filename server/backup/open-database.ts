// Opens the database for a command line: the configured one, that of a running server, or the
// data folder's own mongod, started for the moment.
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { z } from 'zod';
import { DATABASE_NAME } from '../core/database.ts';
import { findJson } from '../embedded/data-folder.ts';
import { acquireDataLock, type DataLock } from '../embedded/data-lock.ts';
import { type MongoOptions, startMongod } from '../embedded/mongod.ts';
import { REPLICA_SET } from '../embedded/replica-set.ts';

export interface OpenDatabase {
  client: mongo.MongoClient;
  db: mongo.Db;
  close(): Promise<void>;
}

const runningSchema = z.object({ port: z.int().positive() });

async function connect(uri: string, stop: () => Promise<void>): Promise<OpenDatabase> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  const close = async () => {
    await client.close();
    await stop();
  };
  try {
    await client.connect();
  } catch (error) {
    await close();
    throw error;
  }
  return { client, db: client.db(DATABASE_NAME), close };
}

/** The address of the mongod that the data folder's server runs, or undefined. */
async function findRunningUri(dataDir: string): Promise<string | undefined> {
  const running = await findJson(join(dataDir, 'run', 'mongod.json'), runningSchema);
  return running && `mongodb://127.0.0.1:${running.port}/ikrar?replicaSet=${REPLICA_SET}`;
}

/** Starts the data folder's own mongod while holding the folder's lock; `close` undoes both. */
async function openOwn(options: MongoOptions, lock: DataLock): Promise<OpenDatabase> {
  try {
    const running = await startMongod(options);
    return await connect(running.uri, async () => {
      await running.stop();
      await lock.release();
    });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * Opens the database. With `alone`, a data folder that a server uses is refused (the error names
 * its process); otherwise the running server's mongod is read beside it and left running.
 */
export async function openDatabase(options: MongoOptions, alone: boolean): Promise<OpenDatabase> {
  if (options.uri) {
    const configured = await startMongod(options);
    return connect(configured.uri, configured.stop);
  }
  try {
    return await openOwn(options, await acquireDataLock(options.dataDir));
  } catch (error) {
    const uri = alone ? undefined : await findRunningUri(options.dataDir);
    if (uri === undefined) throw error;
    // The lock says that a server lives; if its database does not answer, its error is the news.
    return connect(uri, async () => undefined);
  }
}
