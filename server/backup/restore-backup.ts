// Brings a backup back into an empty place. All checks come first; then nothing half is left.
import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { mongo } from 'mongoose';
import { listFiles } from './list-files.ts';
import { loadCollections } from './load-collections.ts';
import { type BackupManifest, FILES_FOLDER, KEYS_FOLDER } from './manifest.ts';
import { BackupRefusal } from './open-archive.ts';

export interface RestoreParts {
  db: mongo.Db;
  /** The data folder that receives `keys` and `files`. */
  dataDir: string;
  /** Where the archive was unpacked and checked (`openArchive`). */
  folder: string;
  manifest: BackupManifest;
  /** How many migrations this version knows. */
  knownMigrations: number;
}

/** Throws a BackupRefusal when the data folder already holds keys or files. */
export async function checkEmptyFolder(dataDir: string): Promise<void> {
  for (const folder of [KEYS_FOLDER, FILES_FOLDER]) {
    if ((await listFiles(join(dataDir, folder))).length > 0) {
      throw new BackupRefusal(
        `Folder data ${dataDir} sudah berisi ${folder}. Pulihkan ke folder yang kosong.`,
      );
    }
  }
}

async function checkEmptyDatabase(db: mongo.Db): Promise<void> {
  const collections = await db.listCollections({}, { nameOnly: true }).toArray();
  if (collections.length > 0) {
    throw new BackupRefusal(
      `Basis data ${db.databaseName} sudah berisi data. Pulihkan ke basis data yang kosong.`,
    );
  }
}

function checkVersion({ manifest, knownMigrations }: RestoreParts): void {
  if (manifest.migration > knownMigrations) {
    throw new BackupRefusal(
      `Cadangan ini dari versi yang lebih baru (migrasi ${manifest.migration}). Pasang versi itu.`,
    );
  }
}

/**
 * Restores a checked backup. Throws a BackupRefusal, with nothing changed, when the target is not
 * empty or the version does not fit; on any later error what was written is taken away again.
 */
export async function restoreBackup(parts: RestoreParts): Promise<void> {
  checkVersion(parts);
  await checkEmptyFolder(parts.dataDir);
  await checkEmptyDatabase(parts.db);
  try {
    await loadCollections({ ...parts, collections: parts.manifest.collections });
    await copyFiles(parts);
  } catch (error) {
    // Both were empty a moment ago, so all that lies there now is ours.
    await parts.db.dropDatabase();
    for (const folder of [KEYS_FOLDER, FILES_FOLDER]) {
      await rm(join(parts.dataDir, folder), { recursive: true, force: true });
    }
    throw error;
  }
}

async function copyFiles({ folder, dataDir, manifest }: RestoreParts): Promise<void> {
  const paths = manifest.entries.map(({ path }) => path);
  for (const path of paths.filter((found) => /^(?:keys|files)\//.test(found))) {
    const target = join(dataDir, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(join(folder, path), target);
    // Keys open every seal and every code; files may name people.
    await chmod(target, 0o600);
  }
}
