// A worker thread's side of the pool: one renderer per thread.
import { workerData } from 'piscina';
import { z } from 'zod';
import { MissingGlyphError } from './missing-glyph-error.ts';
import { type CertificateRenderer, createCertificateRenderer } from './render-certificate.ts';
import type { RenderJob, RenderResult } from './render-pool.ts';

const { templates } = z.object({ templates: z.string() }).parse(workerData);
// The thread's entry: it prepares at once, so that the first holder doesn't wait for it.
const ready: Promise<CertificateRenderer> = createCertificateRenderer(templates);

/** Draws one certificate. */
export default async function renderJob({ data, sealBytes }: RenderJob): Promise<RenderResult> {
  try {
    return { bytes: await (await ready).render(data, sealBytes) };
  } catch (error) {
    if (error instanceof MissingGlyphError) return { missingGlyph: error.glyph };
    throw error;
  }
}
