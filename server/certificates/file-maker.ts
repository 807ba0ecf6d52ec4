// Two worker threads that draw and seal: a burst of certificates must not hold up the ceremony.
import { Piscina } from 'piscina';
import { typescriptLoader } from '../embedded/typescript-loader.ts';
import type { HashSigner } from '../keys/index.ts';
import { CONTENTS_BYTES, sealPdf } from '../sealing/index.ts';
import type { CertificateData } from './certificate-data.ts';
import { MissingGlyphError } from './missing-glyph-error.ts';
import type { WordingSource } from './wording.ts';

/** What a file is made of. */
export interface FileContent {
  data: CertificateData;
  wording: WordingSource;
}

/** A file to make. `sealAt` is the moment of sealing, or null when the thread has no key. */
export interface FileJob extends FileContent {
  sealBytes: number;
  sealAt: Date | null;
}

/** What a thread answers: the file, or an error that its own class can't carry over. */
export type FileResult = { bytes: Uint8Array } | { missingGlyph: string };

export interface FileMaker {
  /** The sealed PDF; rejects as the renderer and `sealPdf` do. */
  make(content: FileContent, at: Date): Promise<Buffer>;
  stop(): Promise<void>;
}

const THREADS = 2;
const SEAL_MS = 30_000;

/**
 * Starts one thread at once and another under load, which ends after a minute without work. A
 * key in memory goes to the threads; one that stays where it is (hardware) signs from here.
 */
export function createFileMaker(templates: string, signer: HashSigner): FileMaker {
  const pool = new Piscina<FileJob, FileResult>({
    filename: new URL('./file-worker.ts', import.meta.url).href,
    workerData: { templates, portable: signer.portable },
    minThreads: 1,
    maxThreads: THREADS,
    idleTimeout: 60_000,
    execArgv: [typescriptLoader()],
  });
  return {
    async make({ data, wording }, at) {
      const sealBytes = CONTENTS_BYTES[signer.alg];
      const sealAt = signer.portable ? at : null;
      const result = await pool.run({ data, wording, sealBytes, sealAt });
      if ('missingGlyph' in result) throw new MissingGlyphError(result.missingGlyph);
      const bytes = Buffer.from(result.bytes);
      if (signer.portable) return bytes;
      return sealPdf(bytes, signer, AbortSignal.timeout(SEAL_MS));
    },
    stop: () => pool.destroy(),
  };
}
