// Unpacks a backup beside its target and checks every byte before anything else is touched.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';
import { hashFile } from './hash-file.ts';
import { listFiles } from './list-files.ts';
import { type BackupManifest, MANIFEST_PATH, manifestSchema } from './manifest.ts';

/** A backup that can't be trusted; the text (Indonesian) is for the operator. */
export class BackupRefusal extends Error {
  constructor(text: string, cause?: unknown) {
    super(text, { cause });
    this.name = 'BackupRefusal';
  }
}

/**
 * Unpacks `from` into the empty `folder` and resolves with its manifest. Throws a BackupRefusal
 * when it is no archive of ours, an entry is missing, surplus, or other than the manifest says.
 */
export async function openArchive(from: string, folder: string): Promise<BackupManifest> {
  try {
    // Only plain files: a link could lead out of the folder.
    const filter = (_path: string, entry: object) => 'type' in entry && entry.type === 'File';
    await extract({ file: from, cwd: folder, strict: true, filter });
  } catch (cause) {
    throw new BackupRefusal(`Berkas cadangan ${from} tidak terbaca atau terpotong.`, cause);
  }
  const manifest = await readManifest(folder);
  await checkEntries(folder, manifest);
  checkCollections(manifest);
  return manifest;
}

async function readManifest(folder: string): Promise<BackupManifest> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST_PATH), 'utf8')));
  } catch (cause) {
    throw new BackupRefusal('Daftar isi cadangan tidak ada atau bukan dari versi ini.', cause);
  }
}

async function checkEntries(folder: string, manifest: BackupManifest): Promise<void> {
  const found = (await listFiles(folder)).filter((path) => path !== MANIFEST_PATH);
  const listed = manifest.entries.map(({ path }) => path).sort();
  const missing = listed.filter((path) => !found.includes(path));
  const surplus = found.filter((path) => !listed.includes(path));
  if (missing.length > 0 || surplus.length > 0 || new Set(listed).size !== listed.length) {
    throw new BackupRefusal(
      `Isi cadangan tidak sesuai daftarnya (${[...missing, ...surplus].join(', ')}).`,
    );
  }
  for (const { path, bytes, sha256 } of manifest.entries) {
    const actual = await hashFile(join(folder, path));
    if (actual.bytes !== bytes || actual.sha256 !== sha256) {
      throw new BackupRefusal(`Isi cadangan berubah: ${path} tidak sesuai sidik digitalnya.`);
    }
  }
}

function checkCollections(manifest: BackupManifest): void {
  const paths = new Set(manifest.entries.map(({ path }) => path));
  const lost = manifest.collections.find(({ entry }) => !paths.has(entry));
  if (lost) throw new BackupRefusal(`Isi cadangan tidak lengkap: ${lost.name}.`);
}
