// Where the embedded services keep their things: data, logs, run files and keys under
// DATA_DIR.
import { mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';

export interface DataFolder {
  mongo: string;
  logs: string;
  run: string;
  keys: string;
}

/** Makes the folders that the embedded services use; returns absolute paths without links. */
export async function prepareDataFolder(dataDir: string): Promise<DataFolder> {
  await mkdir(dataDir, { recursive: true });
  const root = await realpath(dataDir);
  const folder = {
    mongo: join(root, 'mongo'),
    logs: join(root, 'logs'),
    run: join(root, 'run'),
    keys: join(root, 'keys'),
  };
  // Nobody but this user reads what lies here: data, keys, and logs that name people's doings.
  for (const dir of Object.values(folder)) await mkdir(dir, { recursive: true, mode: 0o700 });
  return folder;
}

/** What a small JSON file holds; undefined when it is missing, broken, or of another shape. */
export async function findJson<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Replaces a file in one step, readable by this user only, so that a crash leaves no half file. */
export async function writePrivate(file: string, text: string): Promise<void> {
  const fresh = `${file}.${process.pid}.new`;
  await writeFile(fresh, text, { mode: 0o600 });
  await rename(fresh, file);
}
