// The publisher's own build of livekit-server, checked against the sums of the same release.
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';
import { assertHash } from './program-cache.ts';

const RELEASES = 'https://github.com/livekit/livekit/releases/download';
const ANSWER_LIMIT_MS = 5000;
const DOWNLOAD_LIMIT_MS = 120_000;

const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
  arm: 'armv7',
};

/**
 * Puts `livekit-server` into `dir`. Throws when there is no build for this system, the publisher
 * is not reached within 5 s, the download takes more than two minutes, or its sum is wrong.
 */
export async function downloadLivekit(opts: {
  dir: string;
  version: string;
  signal: AbortSignal;
  releases?: string | undefined;
}): Promise<void> {
  const arch = ARCHITECTURES[process.arch];
  if (process.platform !== 'linux' || !arch) {
    throw new Error(`LiveKit tidak menerbitkan program untuk ${process.platform} ${process.arch}`);
  }
  const name = `livekit_${opts.version}_linux_${arch}.tar.gz`;
  const base = `${opts.releases ?? RELEASES}/v${opts.version}`;
  const sums = await get(`${base}/checksums.txt`, opts.signal, ANSWER_LIMIT_MS);
  const expected = findSum(sums.toString('utf8'), name);
  if (!expected) throw new Error(`terbitan LiveKit ${opts.version} tidak memuat ${name}`);
  const archive = join(opts.dir, name);
  await writeFile(archive, await get(`${base}/${name}`, opts.signal, DOWNLOAD_LIMIT_MS));
  await assertHash(archive, expected);
  await extract({
    file: archive,
    cwd: opts.dir,
    filter: (path) => path.endsWith('livekit-server'),
  });
  await chmod(join(opts.dir, 'livekit-server'), 0o755);
  await rm(archive);
}

/** The sum of one file in the lines `<sha256>  <name>`. */
export function findSum(text: string, name: string): string | undefined {
  const line = text.split('\n').find((each) => each.trim().endsWith(` ${name}`));
  return line && /^[0-9a-f]{64}(?= )/.exec(line)?.[0];
}

async function get(url: string, signal: AbortSignal, limitMs: number): Promise<Buffer> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  try {
    const answer = await fetch(url, { signal: limit });
    if (!answer.ok) throw new Error(`jawaban ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (cause) {
    throw new Error('terbitan LiveKit tidak terjangkau', { cause });
  }
}
