// A worker thread's side: one renderer and, where the key may travel, one signer per thread.
import { workerData } from 'piscina';
import { createHashSigner, type HashSigner, type PortableKey } from '../keys/index.ts';
import { sealPdf } from '../sealing/index.ts';
import type { FileJob, FileResult } from './file-maker.ts';
import { MissingGlyphError } from './missing-glyph-error.ts';
import { createCertificateRenderer } from './render-certificate.ts';

// createFileMaker hands in just this.
const given = workerData as { templates: string };
// The thread's entry: it prepares at once, so that the first holder doesn't wait for it.
const ready = createCertificateRenderer(given.templates);

let known: HashSigner | undefined;

/** Draws one certificate and seals it where the key may travel. */
export default async function makeFile(job: FileJob): Promise<FileResult> {
  const { data, wording, sealBytes, sealWith } = job;
  try {
    const pdf = await (await ready).render(data, wording, sealBytes);
    if (!sealWith) return { bytes: pdf };
    const signer = signerOf(sealWith);
    return { bytes: await sealPdf(pdf, signer, new AbortController().signal) };
  } catch (error) {
    if (error instanceof MissingGlyphError) return { missingGlyph: error.glyph };
    throw error;
  }
}

/** The signer of the last job's key, or a new one: keys are renewed once a year. */
function signerOf({ key, at }: NonNullable<FileJob['sealWith']>): HashSigner {
  const own = received(key);
  if (!known?.certificate.equals(own.certificate)) known = createHashSigner({ ...own, now: at });
  return known;
}

/** Buffers arrive as plain byte arrays. */
const received = ({ certificate, chain, ...rest }: PortableKey): PortableKey => ({
  ...rest,
  certificate: Buffer.from(certificate),
  chain: chain.map((der) => Buffer.from(der)),
});
