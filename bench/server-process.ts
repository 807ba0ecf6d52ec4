// Starts a mongod in a temporary folder and the server under test on it, and gives it orders.
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../server/config.ts';
import { pickTcpPort } from '../server/embedded/free-port.ts';
import { startMongod } from '../server/embedded/mongod.ts';
import type { Order } from './messages.ts';

const quiet = { step: () => undefined, done: () => undefined, warn: () => undefined };

export interface ServerUnderTest {
  /** Gives an order; resolves with its answer. */
  ask<T>(order: Order): Promise<T>;
  stop(): Promise<void>;
}

/** Starts both; `stop` ends both and removes the folder. */
export async function startServer(): Promise<ServerUnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ikrar-bench-'));
  const cacheDir = readConfig({}).CACHE_DIR;
  const mongod = await startMongod({ uri: undefined, dataDir, cacheDir, report: quiet });
  const port = String(await pickTcpPort({ host: '127.0.0.1' }));
  const child = fork(new URL('./server-child.ts', import.meta.url), {
    execArgv: ['--import=tsx'],
    env: {
      ...process.env,
      BENCH_MONGODB: mongod.uri,
      DATA_DIR: dataDir,
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: 'error',
    },
  });
  const waiting = new Map<number, { resolve(data: unknown): void; reject(error: Error): void }>();
  const answered = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
  child.on('message', ({ id, data, error }: { id: number; data?: unknown; error?: string }) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) one?.resolve(data);
    else one?.reject(new Error(error));
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      for (const { reject } of waiting.values()) reject(new Error('The server ended'));
      resolve();
    });
  });
  await answered(0);
  let last = 0;
  return {
    async ask<T>(order: Order) {
      last += 1;
      const answer = answered(last);
      child.send({ id: last, order });
      return (await answer) as T; // the answer's shape belongs to the order
    },
    async stop() {
      if (child.connected) child.disconnect();
      await gone;
      await mongod.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
