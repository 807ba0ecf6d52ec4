// One real mongod for a mocha run; each suite gets a database of its own.
import { after } from 'mocha';
import type { mongo } from 'mongoose';
import { connectDatabase, type Database } from '../../server/core/database.ts';
import { startTemporaryMongod, type TemporaryMongod } from '../backup/temporary-mongod.ts';

let shared: Promise<TemporaryMongod> | undefined;
const opened: Database[] = [];
let count = 0;
let shape: Promise<ShapedCollection[]> | undefined;

/** A collection as an application has made it. */
interface ShapedCollection {
  name: string;
  options: mongo.CreateCollectionOptions;
  indexes: mongo.IndexDescription[];
}

/** Reads what the first application made: later databases begin with it (`shapedDatabase`). */
export async function rememberShape({ connection: { db } }: Database): Promise<void> {
  if (!db) throw new Error('The database is not connected');
  shape ??= db
    .listCollections({ type: 'collection' }, { nameOnly: false })
    .toArray()
    .then((found) =>
      Promise.all(
        found.map(async ({ name, options = {} }) => {
          const indexes = await db.collection(name).indexes();
          return { name, options, indexes: indexes.filter((one) => one.name !== '_id_') };
        }),
      ),
    );
  await shape;
}

/**
 * A fresh database with the collections and indexes of an application, made all at once: one by
 * one, as a server makes them at its first start, each waits for the journal.
 */
export async function shapedDatabase(): Promise<Database> {
  const database = await testDatabase();
  const { db } = database.connection;
  const make = async ({ name, options, indexes }: ShapedCollection) => {
    await db?.createCollection(name, options);
    if (indexes.length > 0) await db?.collection(name).createIndexes(indexes);
  };
  await Promise.all(((await shape) ?? []).map(make));
  return database;
}

/**
 * A hundred suites leave a hundred and fifty files each: mongod shall not keep those open that nobody
 * uses, for it ends when it can't open one more.
 */
const CLOSE_IDLE = 'file_manager=(close_idle_time=20,close_scan_interval=5)';

const startShared = async (): Promise<TemporaryMongod> => {
  const mongod = await startTemporaryMongod();
  const change = { setParameter: 1, wiredTigerEngineRuntimeConfig: CLOSE_IDLE };
  await mongod.client.db('admin').command(change);
  return mongod;
};

/** A fresh database on the run's mongod (or on TEST_MONGODB_URI); it is closed after the run. */
export async function testDatabase(): Promise<Database> {
  const given = process.env.TEST_MONGODB_URI;
  if (!given) shared ??= startShared();
  const uri = given ?? (await shared)?.uri ?? '';
  count += 1;
  const database = await connectDatabase(uri, `suite_${process.pid}_${count}`);
  opened.push(database);
  return database;
}

/** Makes the indexes of every model that the suite's services have declared. */
export async function makeIndexes({ connection }: Database): Promise<void> {
  for (const model of Object.values(connection.models)) await model.createIndexes();
}

after(async function () {
  this.timeout(30_000);
  for (const database of opened) await database.stop();
  await (await shared)?.stop();
});
