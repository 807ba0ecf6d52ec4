// Two servers with nothing in common but the database and the keys, behind a proxy.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { readConfig } from '../../server/config.ts';
import { startMongod } from '../../server/embedded/mongod.ts';
import { type RoundRobinProxy, startProxy } from './round-robin-proxy.ts';
import { createServerProcess, type ServerProcess } from './server-process.ts';

const quiet = { step: () => undefined, done: () => undefined, warn: () => undefined };

export interface TwoServers {
  servers: [ServerProcess, ServerProcess];
  proxy: RoundRobinProxy;
  database: mongo.Db;
  /** SIGKILL to mongod, and a new one on the same data and port. */
  killDatabase(): Promise<void>;
  clean(): Promise<void>;
}

/** Starts all of it; both servers are ready. */
export async function startTwoServers(): Promise<TwoServers> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ikrar-two-'));
  const cacheDir = readConfig({}).CACHE_DIR;
  const start = () => startMongod({ uri: undefined, dataDir, cacheDir, report: quiet });
  let mongod = await start();
  const addresses: string[] = [];
  const proxy = await startProxy(() => addresses);
  const settings = { MONGODB_URI: mongod.uri, PUBLIC_URL: proxy.url };
  const first = await createServerProcess(settings);
  await first.start();
  const second = await createServerProcess(settings);
  await cp(join(first.dataDir, 'keys'), join(second.dataDir, 'keys'), { recursive: true });
  await second.start();
  addresses.push(first.url, second.url);
  await proxy.untilHealthy(2);
  const client = await mongo.MongoClient.connect(mongod.uri);
  return {
    servers: [first, second],
    proxy,
    database: client.db('ikrar'),
    async killDatabase() {
      const lock = await readFile(join(dataDir, 'mongo', 'mongod.lock'), 'utf8');
      process.kill(Number.parseInt(lock, 10), 'SIGKILL');
      mongod = await start();
    },
    async clean() {
      await proxy.stop();
      // A frozen process can't hear that it is to end.
      for (const one of [first, second]) one.thaw();
      await Promise.all([first.clean(), second.clean()]);
      await client.close();
      await mongod.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
