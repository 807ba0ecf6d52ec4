// Two worker threads that draw: a burst of certificates must not hold up the ceremony.
import { Piscina } from 'piscina';
import { typescriptLoader } from '../embedded/typescript-loader.ts';
import type { CertificateData } from './certificate-data.ts';
import { MissingGlyphError } from './missing-glyph-error.ts';

/** A drawing to make; `sealBytes` as in CertificateRenderer.render. */
export interface RenderJob {
  data: CertificateData;
  sealBytes: number;
}

/** What a worker answers: the file, or an error that its own thread's class can't carry over. */
export type RenderResult = { bytes: Uint8Array } | { missingGlyph: string };

export interface RenderPool {
  /** The unsealed PDF; rejects as the renderer does. */
  render(job: RenderJob): Promise<Buffer>;
  stop(): Promise<void>;
}

const THREADS = 2;

/** Starts one thread at once and another under load, which ends after a minute without work. */
export function createRenderPool(templates: string): RenderPool {
  const pool = new Piscina<RenderJob, RenderResult>({
    filename: new URL('./render-worker.ts', import.meta.url).href,
    workerData: { templates },
    minThreads: 1,
    maxThreads: THREADS,
    idleTimeout: 60_000,
    execArgv: [typescriptLoader()],
  });
  return {
    async render(job) {
      const result = await pool.run(job);
      if ('missingGlyph' in result) throw new MissingGlyphError(result.missingGlyph);
      return Buffer.from(result.bytes);
    },
    stop: () => pool.destroy(),
  };
}
