// A worker thread's side of the pool: one renderer per thread, made with its first job.
import { workerData } from 'piscina';
import { z } from 'zod';
import { MissingGlyphError } from './missing-glyph-error.ts';
import { type CertificateRenderer, createCertificateRenderer } from './render-certificate.ts';
import type { RenderJob, RenderResult } from './render-pool.ts';

let renderer: Promise<CertificateRenderer> | undefined;

/** Draws one certificate. */
export default async function renderJob({ data, sealBytes }: RenderJob): Promise<RenderResult> {
  renderer ??= createCertificateRenderer(
    z.object({ templates: z.string() }).parse(workerData).templates,
  );
  try {
    return { bytes: await (await renderer).render(data, sealBytes) };
  } catch (error) {
    if (error instanceof MissingGlyphError) return { missingGlyph: error.glyph };
    throw error;
  }
}
