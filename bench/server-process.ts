// Starts a mongod in a temporary folder and the server under test on it; and the load.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../server/config.ts';
import { pickTcpPort } from '../server/embedded/free-port.ts';
import { startMongod } from '../server/embedded/mongod.ts';
import type { LoadOrder, ServerOrder } from './messages.ts';
import { forkOrdered, type OrderedChild } from './ordered-child.ts';

const quiet = { step: () => undefined, done: () => undefined, warn: () => undefined };

/** The board four times a second, for the rows that are about it. */
export const FOUR_BOARDS = { BENCH_BOARD_MS: '250' };

/** Joins a second that the bench's server lets in: more than ever come, so that none waits. */
const ALL_AT_ONCE = '100000';

export interface ServerUnderTest {
  ask: OrderedChild<ServerOrder>['ask'];
  /** Address of its mongod. */
  mongodb: string;
  dataDir: string;
  /** Ends server and mongod; the folder goes too unless it was given. */
  stop(): Promise<void>;
  /** SIGKILL to both at once. */
  kill9(): Promise<void>;
}

export interface ServerOptions {
  /** Data of a server that ran before; kept when this one stops. */
  dataDir?: string;
  environment?: Record<string, string>;
}

/** mongod keeps its process id in its own lock file. */
const mongodPid = async (dataDir: string): Promise<number> =>
  Number(await readFile(join(dataDir, 'mongo', 'mongod.lock'), 'utf8'));

const running = new Set<() => Promise<void>>();

/** Ends every mongod that runs or starts: for a bench that is interrupted. Servers end with us. */
export const stopServers = async (): Promise<void> => {
  await Promise.all([...running].map((end) => end()));
};

/** Starts both on free ports of loopback. */
export async function startServer(options: ServerOptions = {}): Promise<ServerUnderTest> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'ikrar-bench-')));
  const cacheDir = readConfig({}).CACHE_DIR;
  const starting = startMongod({ uri: undefined, dataDir, cacheDir, report: quiet });
  const endDatabase = async () => {
    await (await starting).stop();
    running.delete(endDatabase);
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
  };
  running.add(endDatabase);
  const mongod = await starting;
  const port = String(await pickTcpPort({ host: '127.0.0.1' }));
  const environment = {
    BENCH_MONGODB: mongod.uri,
    DATA_DIR: dataDir,
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'error',
    ADMIT_PER_SECOND: ALL_AT_ONCE,
    ...options.environment,
  };
  const file = new URL('./server-child.ts', import.meta.url);
  const child = await forkOrdered<ServerOrder>(file, environment, ['--expose-gc']);
  return {
    ask: child.ask,
    mongodb: mongod.uri,
    dataDir,
    async stop() {
      await child.stop();
      await endDatabase();
    },
    async kill9() {
      const pid = await mongodPid(dataDir);
      const gone = child.kill();
      process.kill(pid, 'SIGKILL');
      await gone;
      await mongod.stop();
      running.delete(endDatabase);
    },
  };
}

/** The load, which is not measured itself. */
export const startLoad = (): Promise<OrderedChild<LoadOrder>> =>
  forkOrdered<LoadOrder>(new URL('./load-child.ts', import.meta.url), {});
