// One real mongod for a mocha run; each suite gets a database of its own.
import { after } from 'mocha';
import { connectDatabase, type Database } from '../../server/core/database.ts';
import { startTemporaryMongod, type TemporaryMongod } from '../backup/temporary-mongod.ts';

let shared: Promise<TemporaryMongod> | undefined;
const opened: Database[] = [];
let count = 0;

/** A fresh database on the run's mongod (or on TEST_MONGODB_URI); it is closed after the run. */
export async function testDatabase(): Promise<Database> {
  const given = process.env.TEST_MONGODB_URI;
  if (!given) shared ??= startTemporaryMongod();
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
