// Data that an earlier version left, restored and served by this one: in this process on the run's
// mongod, or as staff do it, by `npm run restore` and a server process of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { mongo } from 'mongoose';
import { openArchive, restoreBackup } from '../../server/backup/index.ts';
import { migrations } from '../../server/migrations/index.ts';
import { testDatabase } from '../support/mongo.ts';
import { createServerProcess, openServerDatabase, runCommand } from '../support/server-process.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

export interface UpgradedData {
  url: string;
  dataDir: string;
  db: mongo.Db;
  /** The application, where it runs in this process. */
  app?: TestApp;
  stop(): Promise<void>;
}

/** A file of test/fixtures. */
export const fixturePath = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

const newFolder = () => mkdtemp(join(tmpdir(), 'ikrar-upgrade-'));

/** Restores it into a database of its own and starts the application on it. */
export async function startUpgraded(fixture: string): Promise<UpgradedData> {
  const folder = await newFolder();
  const unpacked = await newFolder();
  const dataDir = join(folder, 'data');
  const database = await testDatabase();
  const { db } = database.connection;
  if (!db) throw new Error('Not connected');
  const manifest = await openArchive(fixturePath(fixture), unpacked);
  const knownMigrations = migrations.length;
  await restoreBackup({ db, dataDir, folder: unpacked, manifest, knownMigrations });
  await rm(unpacked, { recursive: true });
  const app = await startApp({ database, environment: { DATA_DIR: dataDir } });
  return {
    ...{ url: app.url, dataDir, db, app },
    async stop() {
      await app.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same by the command and as a process: it brings its own mongod up twice. */
export async function startUpgradedProcess(fixture: string): Promise<UpgradedData> {
  const folder = await newFolder();
  const dataDir = join(folder, 'data');
  const args = ['server/cli/restore.ts', '--from', fixturePath(fixture)];
  const { code, output } = await runCommand(args, { DATA_DIR: dataDir });
  if (code !== 0) throw new Error(output);
  const server = await createServerProcess({}, dataDir);
  await server.start();
  const client = await openServerDatabase(dataDir);
  return {
    ...{ url: server.url, dataDir, db: client.db('ikrar') },
    async stop() {
      await client.close();
      await server.clean();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
