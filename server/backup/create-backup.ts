// Makes a backup: all collections as of one moment, the keys and the files, in one archive.
import { chmod, copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { mongo } from 'mongoose';
import { create } from 'tar';
import type { Clock } from '../core/clock.ts';
import { type AppliedMigration, MIGRATIONS_COLLECTION } from '../migrations/index.ts';
import { dumpCollections } from './dump-collections.ts';
import { hashFile } from './hash-file.ts';
import { listFiles } from './list-files.ts';
import {
  BACKUP_FORMAT,
  type BackupManifest,
  DATA_FOLDER,
  FILES_FOLDER,
  KEYS_FOLDER,
  MANIFEST_PATH,
} from './manifest.ts';

export interface BackupParts {
  client: mongo.MongoClient;
  db: mongo.Db;
  /** The data folder, whose `keys` and `files` go along. */
  dataDir: string;
  /** Where the archive goes; it holds keys, so only its owner may read it. */
  out: string;
  clock: Clock;
}

/**
 * Writes the archive and resolves with its manifest. The archive appears under its name only when
 * it is complete; an earlier file of that name is replaced. Rejects with the cause otherwise.
 */
export async function createBackup(parts: BackupParts): Promise<BackupManifest> {
  const staging = await mkdtemp(join(dirname(parts.out), '.ikrar-backup-'));
  try {
    await mkdir(join(staging, DATA_FOLDER));
    const collections = await dumpCollections({ ...parts, folder: staging });
    for (const folder of [KEYS_FOLDER, FILES_FOLDER]) await copyFolder(parts, staging, folder);
    const manifest: BackupManifest = {
      format: BACKUP_FORMAT,
      createdAt: parts.clock.now().toISOString(),
      database: parts.db.databaseName,
      migration: await findNewestMigration(parts.db),
      entries: await describeEntries(staging),
      collections,
    };
    await writeFile(join(staging, MANIFEST_PATH), JSON.stringify(manifest, null, 2));
    await pack(staging, parts.out, manifest);
    return manifest;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function copyFolder({ dataDir }: BackupParts, staging: string, folder: string) {
  for (const file of await listFiles(join(dataDir, folder))) {
    const target = join(staging, folder, file);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(join(dataDir, folder, file), target);
  }
}

async function findNewestMigration(db: mongo.Db): Promise<number> {
  const applied = db.collection<AppliedMigration>(MIGRATIONS_COLLECTION);
  return (await applied.findOne({}, { sort: { _id: -1 } }))?._id ?? 0;
}

async function describeEntries(staging: string): Promise<BackupManifest['entries']> {
  const entries: BackupManifest['entries'] = [];
  for (const path of await listFiles(staging)) {
    entries.push({ path, ...(await hashFile(join(staging, path))) });
  }
  return entries;
}

async function pack(staging: string, out: string, manifest: BackupManifest): Promise<void> {
  const unfinished = join(staging, 'archive.tar.gz');
  const paths = [MANIFEST_PATH, ...manifest.entries.map(({ path }) => path)];
  await create({ gzip: true, cwd: staging, file: unfinished, portable: true }, paths);
  await chmod(unfinished, 0o600);
  await rename(unfinished, out);
}
