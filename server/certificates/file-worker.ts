// A worker thread's side: one renderer and, where the key may travel, one signer per thread.
import { transferableSymbol, valueSymbol, workerData } from 'piscina';
import { createHashSigner, type PortableKey } from '../keys/index.ts';
import { createSeal, type Seal } from '../sealing/index.ts';
import type { FileJob, FileResult } from './file-maker.ts';
import { MissingGlyphError } from './missing-glyph-error.ts';
import { createCertificateRenderer } from './render-certificate.ts';

// createFileMaker hands in just this.
const given = workerData as { templates: string };
// The thread's entry: it prepares at once, so that the first holder doesn't wait for it.
const ready = createCertificateRenderer(given.templates);

let known: { certificate: Buffer; seal: Seal } | undefined;

/** Draws one certificate and seals it where the key may travel. */
export default async function makeFile(job: FileJob): Promise<FileResult> {
  const { data, wording, sealBytes, sealWith } = job;
  try {
    const pdf = await (await ready).render(data, wording, sealBytes);
    return handOver(sealWith ? await sealOf(sealWith)(pdf, new AbortController().signal) : pdf);
  } catch (error) {
    if (error instanceof MissingGlyphError) return { missingGlyph: error.glyph, of: error.of };
    // Both the page that is full and the block that is too high say so by their code.
    if (error instanceof Error && 'code' in error && error.code === 'TEXT_DOES_NOT_FIT') {
      return { doesNotFit: true };
    }
    throw error;
  }
}

/** A file's memory moves to the main thread when nothing else lies in it, instead of being copied. */
function handOver(bytes: Buffer): FileResult {
  const isAlone = bytes.byteLength === bytes.buffer.byteLength;
  const transfer = { [transferableSymbol]: [bytes.buffer], [valueSymbol]: { bytes } };
  return isAlone ? { bytes, ...transfer } : { bytes };
}

/** The seal of the last job's key, or a new one: keys are renewed once a year. */
function sealOf({ key, at }: NonNullable<FileJob['sealWith']>): Seal {
  const own = received(key);
  if (known?.certificate.equals(own.certificate)) return known.seal;
  const seal = createSeal(createHashSigner({ ...own, now: at }));
  known = { certificate: own.certificate, seal };
  return seal;
}

/** Buffers arrive as plain byte arrays. */
const received = ({ certificate, chain, ...rest }: PortableKey): PortableKey => ({
  ...rest,
  certificate: Buffer.from(certificate),
  chain: chain.map((der) => Buffer.from(der)),
});
