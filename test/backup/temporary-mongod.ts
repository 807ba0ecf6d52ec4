// A real mongod on a folder of its own, for tests that need whole databases to themselves.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { readConfig } from '../../server/config.ts';
import { startMongod } from '../../server/embedded/mongod.ts';

export interface TemporaryMongod {
  uri: string;
  client: mongo.MongoClient;
  /** A database that no other test has used. */
  freshDb(): mongo.Db;
  stop(): Promise<void>;
}

const quiet = { step: () => undefined, done: () => undefined, warn: () => undefined };

/** Starts mongod under a temporary folder; `stop` ends it and removes the folder. */
export async function startTemporaryMongod(): Promise<TemporaryMongod> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ikrar-mongod-'));
  const cacheDir = readConfig({}).CACHE_DIR;
  const running = await startMongod({ uri: undefined, dataDir, cacheDir, report: quiet });
  const client = await new mongo.MongoClient(running.uri).connect();
  let count = 0;
  return {
    uri: running.uri,
    client,
    freshDb() {
      count += 1;
      return client.db(`test_${count}`);
    },
    async stop() {
      await client.close();
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
