// Sealed certificates for the tests: keys in a folder of their own, files in another.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInWording } from '../../server/certificates/built-in-wording.ts';
import type { CertificateData } from '../../server/certificates/certificate-data.ts';
import { createCertificateRenderer } from '../../server/certificates/render-certificate.ts';
import type { WordingSource } from '../../server/certificates/wording.ts';
import { systemRandom } from '../../server/core/random.ts';
import { openSealKeys, type SealKeys } from '../../server/keys/keys.ts';
import { CONTENTS_BYTES } from '../../server/sealing/field.ts';
import { sealPdf } from '../../server/sealing/seal.ts';

export const TEMPLATES = new URL('../../templates/certificates/', import.meta.url).pathname;
export const NOW = new Date('2026-03-01T00:00:00Z');

/** The wording that comes with the platform, for a certificate's kind. */
export const builtIn = ({ kind }: Pick<CertificateData, 'kind'>): Promise<WordingSource> =>
  builtInWording(TEMPLATES, kind);

/** A bench that seals data and writes files; `remove` deletes what it made. */
export interface SealBench {
  folder: string;
  keys: SealKeys;
  rootFile: string;
  seal(data: CertificateData): Promise<Buffer>;
  write(name: string, bytes: Buffer): string;
  remove(): void;
}

export const openTestKeys = (keysDir: string, now = NOW): Promise<SealKeys> =>
  openSealKeys({
    keysDir,
    organization: 'Ikrar',
    publicUrl: 'https://ikrar.example',
    now,
    random: systemRandom,
  });

/** Makes keys and a renderer in a fresh folder. */
export async function openSealBench(now = NOW): Promise<SealBench> {
  const folder = mkdtempSync(join(tmpdir(), 'ikrar-seal-'));
  const keys = await openTestKeys(join(folder, 'keys'), now);
  const renderer = await createCertificateRenderer(TEMPLATES);
  const write = (name: string, bytes: Buffer): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  return {
    folder,
    keys,
    rootFile: write('root.pem', Buffer.from(keys.rootPem)),
    write,
    seal: async (data) =>
      sealPdf(
        await renderer.render(data, await builtIn(data), CONTENTS_BYTES[keys.signer.alg]),
        keys.signer,
        new AbortController().signal,
      ),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The file with one bit of a byte turned. */
export function flipped(pdf: Buffer, at: number): Buffer {
  const changed = Buffer.from(pdf);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

/** Bytes after the end of the file: a comment. */
export const appended = (pdf: Buffer): Buffer =>
  Buffer.concat([pdf, Buffer.from('\n% ditambahkan\n')]);

/** An incremental update that turns the page: a whole second revision with its own xref. */
export function updated(pdf: Buffer): Buffer {
  const text = pdf.toString('latin1');
  const page = /(\d+) 0 obj\n(<<\n\/Type \/Page\n[\s\S]*?)>>\nendobj/.exec(text);
  const trailer = /trailer\n<<\n([\s\S]*?)>>\nstartxref\n(\d+)/.exec(text);
  if (!page || !trailer) throw new Error('The file is not as we write them');
  const [, number, dictionary] = page;
  const [, entries, previous] = trailer;
  const object = `${number} 0 obj\n${dictionary}/Rotate 90\n>>\nendobj\n`;
  const offset = String(pdf.length + 1).padStart(10, '0');
  const xref = `xref\n${number} 1\n${offset} 00000 n \n`;
  const end = `trailer\n<<\n${entries}/Prev ${previous}\n>>\nstartxref\n${pdf.length + 1 + object.length}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(`\n${object}${xref}${end}`, 'latin1')]);
}

/** Junk in the unsigned padding behind the CMS, where some validators don't look. */
export function padded(pdf: Buffer): Buffer {
  const end = pdf.indexOf('0>', pdf.indexOf('/Contents <'), 'latin1');
  const changed = Buffer.from(pdf);
  changed.write('1', end, 'latin1');
  return changed;
}
