// Typst as a peer: its Python package in the user's cache, one compiler for all certificates.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Run } from './figures.ts';

const VERSION = '0.15.2';
const INSTALL_MS = 300_000;
const FONTS = fileURLToPath(new URL('../server/certificates/fonts/', import.meta.url));
const OWN = fileURLToPath(new URL('typst/', import.meta.url));

/** The texts and pictures of one certificate, as `certificate.typ` names them. */
export type TypstFields = Record<string, string>;

export interface TypstPeer {
  /** Compiles the next certificates, unsealed; the PDF's size beside the run. */
  compile(count: number): Promise<Run & { bytes: number }>;
  stop(): void;
}

/** Installs the package where it is missing; throws, saying so, when that can't be done. */
async function installTypst(): Promise<string> {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ikrar', 'peers');
  const folder = join(cache, `typst-${VERSION}`);
  if (existsSync(join(folder, 'typst'))) return folder;
  await mkdir(cache, { recursive: true });
  const beside = `${folder}.${process.pid}`;
  const pip = ['-m', 'pip', 'install', '-q', '--target', beside, `typst==${VERSION}`];
  try {
    await promisify(execFile)('python3', pip, { timeout: INSTALL_MS });
    await rename(beside, folder);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw new Error(`The bench needs Typst ${VERSION} (python3 with pip): ${String(error)}`);
  }
  return folder;
}

/** Starts the peer in `folder` with pictures by file name and the certificates' fields. */
export async function startTypst(
  folder: string,
  pictures: Record<string, string>,
  certificates: TypstFields[],
): Promise<TypstPeer> {
  const packages = await installTypst();
  await copyFile(join(OWN, 'certificate.typ'), join(folder, 'certificate.typ'));
  for (const [name, svg] of Object.entries(pictures)) await writeFile(join(folder, name), svg);
  await writeFile(join(folder, 'data.json'), JSON.stringify(certificates));
  const child = spawn('python3', [join(OWN, 'peer.py'), folder, FONTS], {
    env: { ...process.env, PYTHONPATH: packages },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async compile(count) {
      child.stdin.write(`${count}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('Typst ended before its time');
      const { seconds, cpu, bytes } = JSON.parse(value);
      return { rate: count / seconds, cpu: (cpu * 1e6) / count, bytes };
    },
    stop: () => child.stdin.end(),
  };
}
