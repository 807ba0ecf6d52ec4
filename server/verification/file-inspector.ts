// Looks into strangers' files in worker threads: memory and time are capped, and so is the line.
import { Piscina } from 'piscina';
import { AppError } from '../core/app-error.ts';
import { typescriptLoader } from '../embedded/typescript-loader.ts';
import type { InspectOptions } from '../sealing/index.ts';
import type { Inspection, InspectionJob, InspectionResult } from './look-into.ts';

export interface FileInspector {
  /**
   * Looks into a file as of a moment. Rejects with PDF_TOO_COMPLEX (pages, objects, memory), PDF_TOO_SLOW (time) or
   * VERIFICATION_BUSY (too many at once).
   */
  inspect(bytes: Buffer, at: Date): Promise<Inspection>;
  stop(): Promise<void>;
}

/** Whose seals and whose time stamps are believed, and which seal certificates are revoked. */
export interface InspectorTrust {
  trustedRoots: readonly Buffer[];
  known: () => InspectOptions;
}

/** Caps; the tests set their own. */
export interface InspectorLimits {
  /** Files at once, each in a thread of its own. */
  threads: number;
  /** Files in the line behind them; at 10 MB each this bounds the memory too. */
  waiting: number;
  /** From the beginning of a file's turn, in milliseconds. */
  deadlineMs: number;
  /** Of a thread's heap, beside the file itself, in megabytes. */
  heapMb: number;
}

/** A file of 10 MB takes well under a second; a thread's first start about one. */
const LIMITS: InspectorLimits = { threads: 2, waiting: 6, deadlineMs: 8_000, heapMb: 128 };
const IDLE_MS = 60_000;
const DEFAULT_WORKER = new URL('./inspection-worker.ts', import.meta.url);

/** Starts no thread before the first file. */
export function createFileInspector(
  { trustedRoots, known }: InspectorTrust,
  limits: Partial<InspectorLimits> = {},
  worker = DEFAULT_WORKER,
): FileInspector {
  const { threads, waiting, deadlineMs, heapMb } = { ...LIMITS, ...limits };
  const pool = new Piscina<InspectionJob, InspectionResult>({
    filename: worker.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    execArgv: [typescriptLoader()],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  const turns = createTurns(threads, waiting);
  return {
    inspect: (bytes, at) =>
      turns.take(async () => {
        const deadline = AbortSignal.timeout(deadlineMs);
        try {
          const job = { bytes, at, trustedRoots, known: known() };
          const result = await pool.run(job, { signal: deadline });
          if ('refused' in result) throw new AppError(result.refused);
          return result;
        } catch (error) {
          if (deadline.aborted) throw new AppError('PDF_TOO_SLOW', {}, error);
          throw isOutOfMemory(error) ? new AppError('PDF_TOO_COMPLEX', {}, error) : error;
        }
      }),
    stop: () => pool.destroy(),
  };
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** Lets `atOnce` work, keeps `waiting` in line, and turns everybody else away. */
function createTurns(atOnce: number, waiting: number) {
  const line: (() => void)[] = [];
  let working = 0;
  return {
    async take<T>(work: () => Promise<T>): Promise<T> {
      if (working >= atOnce) {
        if (line.length >= waiting) throw new AppError('VERIFICATION_BUSY');
        await new Promise<void>((resolve) => line.push(resolve));
      } else {
        working++;
      }
      try {
        return await work();
      } finally {
        const next = line.shift();
        if (next) next();
        else working--;
      }
    },
  };
}
