// A real mongod on a folder of its own, for tests that need whole databases to themselves.
import { mkdtemp, rm, statfs } from 'node:fs/promises';
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

/** What a whole run writes takes a quarter of it. */
const ROOM_BYTES = 2_000_000_000;

/** A folder in memory where there is room: no test then waits for a disk at each acknowledgement. */
async function temporaryRoot(): Promise<string> {
  const memory = '/dev/shm';
  const space = await statfs(memory).catch(() => undefined);
  return space && space.bavail * space.bsize > ROOM_BYTES ? memory : tmpdir();
}

/** Starts mongod under a temporary folder; `stop` ends it and removes the folder. */
export async function startTemporaryMongod(): Promise<TemporaryMongod> {
  const dataDir = await mkdtemp(join(await temporaryRoot(), 'ikrar-mongod-'));
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
