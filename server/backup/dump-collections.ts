// Writes every collection to a file of BSON documents, all of them as of the same moment.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { type BackupCollection, DATA_FOLDER } from './manifest.ts';

const { EJSON } = mongo.BSON;

/** Collections of MongoDB's own, and views, are not data of ours. */
async function listOwnCollections(db: mongo.Db): Promise<{ name: string; options: object }[]> {
  const all = await db.listCollections({ type: 'collection' }).toArray();
  return all
    .filter(({ name }) => !name.startsWith('system.'))
    .map((info) => ({ name: info.name, options: ('options' in info && info.options) || {} }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Streams a collection's documents, as stored, into a file; resolves with their number. */
async function dumpDocuments(
  collection: mongo.Collection,
  file: string,
  session: mongo.ClientSession,
): Promise<number> {
  let documents = 0;
  async function* read(): AsyncGenerator<Uint8Array> {
    // With `raw` the driver hands out the stored bytes, so that no number changes its type.
    for await (const document of collection.find({}, { session, raw: true, batchSize: 500 })) {
      if (!(document instanceof Uint8Array)) throw new TypeError('A raw document was expected');
      documents += 1;
      yield document;
    }
  }
  await pipeline(read, createWriteStream(file, { mode: 0o600 }));
  return documents;
}

/** MongoDB's SnapshotUnavailable: a server that has just begun has nothing committed to read from. */
const NO_SNAPSHOT = 246;
const SNAPSHOT_TRIES = 100;
const BETWEEN_TRIES_MS = 100;

/** A session whose snapshot is taken; waits at most ten seconds for a server that has just begun. */
async function openSnapshot(
  { client, db }: Pick<DumpInput, 'client' | 'db'>,
  first: string | undefined,
): Promise<mongo.ClientSession> {
  for (let tries = 1; ; tries++) {
    const session = client.startSession({ snapshot: true });
    try {
      if (first !== undefined) await db.collection(first).findOne({}, { session });
      return session;
    } catch (error) {
      await session.endSession();
      const isEarly = error instanceof mongo.MongoServerError && error.code === NO_SNAPSHOT;
      if (!isEarly || tries === SNAPSHOT_TRIES) throw error;
      await delay(BETWEEN_TRIES_MS);
    }
  }
}

interface DumpInput {
  client: mongo.MongoClient;
  db: mongo.Db;
  folder: string;
}

/**
 * Dumps all collections of `db` into the files `data/0001.bson`, `data/0002.bson`, ... below `folder`.
 * One snapshot session reads them, so that a document and what refers to it belong together.
 * MongoDB keeps a snapshot for five minutes by default (minSnapshotHistoryWindowInSeconds).
 */
export async function dumpCollections(input: DumpInput): Promise<BackupCollection[]> {
  const found = await listOwnCollections(input.db);
  const session = await openSnapshot(input, found[0]?.name);
  try {
    const collections: BackupCollection[] = [];
    for (const [index, { name, options }] of found.entries()) {
      const collection = input.db.collection(name);
      const entry = `${DATA_FOLDER}/${String(index + 1).padStart(4, '0')}.bson`;
      const documents = await dumpDocuments(collection, join(input.folder, entry), session);
      const indexes = await collection.indexes();
      collections.push({
        name,
        entry,
        documents,
        options: EJSON.stringify(options, { relaxed: false }),
        indexes: EJSON.stringify(indexes, { relaxed: false }),
      });
    }
    return collections;
  } finally {
    await session.endSession();
  }
}
