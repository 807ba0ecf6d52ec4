// The preview thread's side: one renderer; a file that can't be drawn becomes a reason.
import { workerData } from 'piscina';
import type { ZodError } from 'zod';
import { MissingGlyphError } from './missing-glyph-error.ts';
import type { DrawingProblem, PreviewJob, PreviewResult } from './preview-maker.ts';
import { createCertificateRenderer } from './render-certificate.ts';

// createPreviewMaker hands in just this.
const given = workerData as { templates: string };
const ready = createCertificateRenderer(given.templates);

/** Draws one after the other. */
export default async function drawPreviews(job: PreviewJob): Promise<PreviewResult> {
  const renderer = await ready;
  const results: PreviewResult = [];
  for (const data of job.data) {
    try {
      const bytes = await renderer.render(data, job.wording, 0);
      results.push({ bytes: job.keep ? bytes : undefined });
    } catch (error) {
      results.push(problemOf(error));
    }
  }
  return results;
}

function problemOf(error: unknown): DrawingProblem {
  if (error instanceof MissingGlyphError) {
    return { reason: 'MISSING_GLYPH', detail: `${error.glyph} (${error.codePoint})` };
  }
  if (!(error instanceof Error)) return { reason: 'INTERNAL', detail: '' };
  // Both the page that is full and the block that is too high say so by their code.
  const code = 'code' in error ? error.code : '';
  if (code === 'TEXT_DOES_NOT_FIT') return { reason: 'DOES_NOT_FIT', detail: '' };
  if (isZodError(error)) {
    return { reason: 'INVALID_DATA', detail: error.issues[0]?.path.join('.') ?? '' };
  }
  return { reason: 'INTERNAL', detail: error.message.slice(0, 200) };
}

const isZodError = (error: Error): error is ZodError => error.name === 'ZodError';
