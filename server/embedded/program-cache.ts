// Programs fetched or built once per user. Each entry is a folder with a manifest of SHA-256 sums
// that are checked at every use: a damaged entry is fetched anew, never run.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { findJson } from './data-folder.ts';

const manifestSchema = z.object({
  source: z.string(),
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

const MANIFEST = 'manifest.json';

/** The SHA-256 of a file, as 64 lower-case hex digits. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}

/** Throws unless the file has exactly this SHA-256. */
export async function assertHash(file: string, expected: string): Promise<void> {
  const found = await hashFile(file);
  if (found !== expected) {
    throw new Error(`isi unduhan tidak sesuai (SHA-256 ${found.slice(0, 12)}…), tidak dipakai`);
  }
}

/** The folder of a whole entry, or undefined when it is missing or any file of it has changed. */
export async function findCached(cacheDir: string, name: string): Promise<string | undefined> {
  const dir = join(cacheDir, name);
  const manifest = await findJson(join(dir, MANIFEST), manifestSchema);
  if (!manifest) return undefined;
  for (const [file, sum] of Object.entries(manifest.files)) {
    const found = await hashFile(join(dir, file)).catch(() => undefined);
    if (found !== sum) return undefined;
  }
  return dir;
}

/**
 * Makes an entry: `fill` writes its files into an empty folder, which takes its place in one step
 * when whole. Two processes that fetch at once end with one whole entry.
 */
export async function storeCached(opts: {
  cacheDir: string;
  name: string;
  source: string;
  fill: (dir: string) => Promise<void>;
}): Promise<string> {
  await mkdir(opts.cacheDir, { recursive: true });
  const dir = join(opts.cacheDir, opts.name);
  const fresh = await mkdtemp(join(opts.cacheDir, `.${opts.name}-`));
  try {
    await opts.fill(fresh);
    const manifest = { source: opts.source, files: await hashAll(fresh) };
    await writeFile(join(fresh, MANIFEST), JSON.stringify(manifest, null, 2));
    if (await findCached(opts.cacheDir, opts.name)) return dir;
    await rm(dir, { recursive: true, force: true });
    await rename(fresh, dir);
    return dir;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function hashAll(dir: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    sums[relative(dir, file)] = await hashFile(file);
  }
  return sums;
}
