// Two worker threads that draw and seal: a burst of certificates must not hold up the ceremony.
import { Piscina } from 'piscina';
import { typescriptLoader } from '../embedded/typescript-loader.ts';
import { assertInForce, type PortableKey } from '../keys/index.ts';
import type { CertificateData } from './certificate-data.ts';
import { DoesNotFitError } from './drawing/flow.ts';
import { addTime, createRoom, type FileSealing, type SealedFile, sealHere } from './file-seal.ts';
import { MissingGlyphError } from './missing-glyph-error.ts';
import type { WordingSource } from './wording.ts';

/** What a file is made of. */
export interface FileContent {
  data: CertificateData;
  wording: WordingSource;
}

/** A file to make. `sealWith` is the key and the moment of sealing; null: it is sealed elsewhere. */
export interface FileJob extends FileContent {
  sealBytes: number;
  sealWith: { key: PortableKey; at: Date } | null;
}

/** What a thread answers: the file, or an error that its own class can't carry over. */
export type FileResult =
  | { bytes: Uint8Array }
  | { missingGlyph: string; of: string | undefined }
  | { doesNotFit: true };

export interface FileMaker {
  /** The sealed PDF; rejects as the renderer and `sealHere` do, and once the key's chain has ended. */
  make(content: FileContent, at: Date): Promise<SealedFile>;
  stop(): Promise<void>;
}

const THREADS = 2;
/**
 * A thread's garbage waits for as long as there is room: without limits two of them hold half a
 * gigabyte. Documents of ten thousand rows still fit (megabytes).
 */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 6 };

/**
 * Starts one thread at once and another under load, which ends after a minute without work. A
 * key in memory goes to the threads; one that stays where it is (hardware, a service) seals here.
 */
export function createFileMaker(
  templates: string,
  sealing: FileSealing,
  threads = THREADS,
): FileMaker {
  const pool = new Piscina<FileJob, FileResult>({
    filename: new URL('./file-worker.ts', import.meta.url).href,
    workerData: { templates },
    minThreads: 1,
    maxThreads: threads,
    resourceLimits: MEMORY,
    idleTimeout: 60_000,
    execArgv: [typescriptLoader()],
  });
  const roomFor = createRoom(sealing);
  return {
    async make({ data, wording }, at) {
      const sealer = sealing.sealer();
      // A key from outside may end while the server runs: then nothing is issued with it.
      if (sealer.kind === 'hash') assertInForce(sealer, at);
      const key = sealer.kind === 'hash' ? sealer.portable : null;
      const sealBytes = roomFor(sealer);
      const result = await pool.run({ data, wording, sealBytes, sealWith: key && { key, at } });
      if ('missingGlyph' in result) {
        throw new MissingGlyphError(result.missingGlyph, result.of);
      }
      if ('doesNotFit' in result) throw new DoesNotFitError();
      const { buffer, byteOffset, byteLength } = result.bytes;
      const bytes = Buffer.from(buffer, byteOffset, byteLength);
      return addTime(key ? bytes : await sealHere(bytes, sealer, sealing), sealer, sealing);
    },
    stop: () => pool.destroy(),
  };
}
