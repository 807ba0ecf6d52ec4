// Writes a backup's collections into an empty database: documents first, then their indexes.
import { join } from 'node:path';
import { mongo } from 'mongoose';
import type { BackupCollection } from './manifest.ts';
import { readBsonFile } from './read-bson-file.ts';

const { EJSON } = mongo.BSON;
const BATCH_DOCUMENTS = 500;

/** Inserts a file's documents in batches; resolves with their number. */
async function loadDocuments(collection: mongo.Collection, file: string): Promise<number> {
  let documents = 0;
  let batch: mongo.BSON.Document[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    await collection.insertMany(batch, { ordered: true, bypassDocumentValidation: true });
    documents += batch.length;
    batch = [];
  };
  for await (const document of readBsonFile(file)) {
    batch.push(document);
    if (batch.length >= BATCH_DOCUMENTS) await flush();
  }
  await flush();
  return documents;
}

/** Index specifications as `createIndexes` takes them; the index on `_id` makes itself. */
function parseIndexes(text: string): mongo.IndexDescription[] {
  // Adapter: these are MongoDB's own specifications, handed back to it as it gave them.
  const indexes = EJSON.parse(text) as (mongo.IndexDescription & { v?: number; ns?: string })[];
  return indexes.filter(({ name }) => name !== '_id_').map(({ v, ns, ...index }) => index);
}

/**
 * Creates and fills one collection with its options and indexes. Throws when the number of
 * documents is not the manifest's, or a unique index does not hold.
 */
async function loadCollection(db: mongo.Db, folder: string, wanted: BackupCollection) {
  // Adapter: options as `listCollections` gave them are what `create` takes.
  const options = EJSON.parse(wanted.options) as mongo.CreateCollectionOptions;
  const collection = await db.createCollection(wanted.name, options);
  const documents = await loadDocuments(collection, join(folder, wanted.entry));
  if (documents !== wanted.documents) {
    throw new Error(`${wanted.name}: ${documents} of ${wanted.documents} documents`);
  }
  const indexes = parseIndexes(wanted.indexes);
  if (indexes.length > 0) await collection.createIndexes(indexes);
}

/** Loads all collections; `folder` is where the archive was unpacked. */
export async function loadCollections(input: {
  db: mongo.Db;
  folder: string;
  collections: readonly BackupCollection[];
}): Promise<void> {
  for (const collection of input.collections) {
    await loadCollection(input.db, input.folder, collection);
  }
}
