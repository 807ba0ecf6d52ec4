// A worker thread's side: one renderer and, where the key may travel, one signer per thread.
import { workerData } from 'piscina';
import { createHashSigner, type HashSigner, type PortableKey } from '../keys/index.ts';
import { sealPdf } from '../sealing/index.ts';
import type { FileJob, FileResult } from './file-maker.ts';
import { MissingGlyphError } from './missing-glyph-error.ts';
import { createCertificateRenderer } from './render-certificate.ts';

// createFileMaker hands in just this; a KeyObject is nothing that a schema could look into.
const given = workerData as { templates: string; portable: PortableKey | null };
// The thread's entry: it prepares at once, so that the first holder doesn't wait for it.
const ready = createCertificateRenderer(given.templates);

let known: HashSigner | undefined;

/** Draws one certificate and seals it where this thread has the key. */
export default async function makeFile(job: FileJob): Promise<FileResult> {
  const { data, wording, sealBytes, sealAt } = job;
  try {
    const pdf = await (await ready).render(data, wording, sealBytes);
    if (!sealAt || !given.portable) return { bytes: pdf };
    known ??= createHashSigner({ ...received(given.portable), now: sealAt });
    return { bytes: await sealPdf(pdf, known, new AbortController().signal) };
  } catch (error) {
    if (error instanceof MissingGlyphError) return { missingGlyph: error.glyph };
    throw error;
  }
}

/** Buffers arrive as plain byte arrays. */
const received = ({ certificate, chain, ...rest }: PortableKey): PortableKey => ({
  ...rest,
  certificate: Buffer.from(certificate),
  chain: chain.map((der) => Buffer.from(der)),
});
