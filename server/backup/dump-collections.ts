// Writes every collection to a file of BSON documents, all of them as of the same moment.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
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

/**
 * Dumps all collections of `db` into the files `data/0001.bson`, `data/0002.bson`, ... below `folder`.
 * One snapshot session reads them, so that a document and what refers to it belong together.
 * MongoDB keeps a snapshot for five minutes by default (minSnapshotHistoryWindowInSeconds).
 */
export async function dumpCollections(input: {
  client: mongo.MongoClient;
  db: mongo.Db;
  folder: string;
}): Promise<BackupCollection[]> {
  const found = await listOwnCollections(input.db);
  const session = input.client.startSession({ snapshot: true });
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
