// Looks into strangers' files in worker threads: memory and time are capped, and so is the line.
import { Piscina } from 'piscina';
import { AppError } from '../core/app-error.ts';
import { typescriptLoader } from '../embedded/typescript-loader.ts';
import type { InspectOptions } from '../sealing/index.ts';
import type { Inspection, InspectionJob, InspectionResult } from './look-into.ts';

export interface FileInspector {
  /**
   * Looks into a file as of a moment. Rejects with PDF_TOO_COMPLEX (pages, objects, memory), PDF_TOO_SLOW (time) or
   * VERIFICATION_BUSY (too many at once, of all or of one address).
   */
  inspect(bytes: Buffer, at: Date, address: string): Promise<Inspection>;
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
  /** Files of one address at once, in turn and in line: nobody fills the line alone. */
  perAddress: number;
  /** From the beginning of a file's turn, in milliseconds. */
  deadlineMs: number;
  /** Of a thread's heap, beside the file itself, in megabytes. */
  heapMb: number;
}

/** A file of 10 MB takes well under a second; a thread's first start about one. */
const LIMITS: InspectorLimits = {
  threads: 2,
  waiting: 6,
  perAddress: 4,
  deadlineMs: 8_000,
  heapMb: 128,
};
const IDLE_MS = 60_000;
const DEFAULT_WORKER = new URL('./inspection-worker.ts', import.meta.url);

/** Starts no thread before the first file. */
export function createFileInspector(
  { trustedRoots, known }: InspectorTrust,
  limits: Partial<InspectorLimits> = {},
  worker = DEFAULT_WORKER,
): FileInspector {
  const { threads, waiting, perAddress, deadlineMs, heapMb } = { ...LIMITS, ...limits };
  const pool = new Piscina<InspectionJob, InspectionResult>({
    filename: worker.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    execArgv: [typescriptLoader()],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  const turns = createTurns({ threads, waiting, perAddress });
  return {
    inspect: (bytes, at, address) =>
      turns.take(address, async () => {
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

type Room = Pick<InspectorLimits, 'threads' | 'waiting' | 'perAddress'>;

/** Lets as many work as there are threads, keeps some in line, and turns everybody else away. */
function createTurns({ threads, waiting, perAddress }: Room) {
  const line: (() => void)[] = [];
  const held = new Map<string, number>();
  let working = 0;
  const enter = (address: string) => {
    const own = held.get(address) ?? 0;
    const isFull = working >= threads && line.length >= waiting;
    if (isFull || own >= perAddress) throw new AppError('VERIFICATION_BUSY');
    held.set(address, own + 1);
  };
  const leave = (address: string) => {
    const own = (held.get(address) ?? 1) - 1;
    if (own > 0) held.set(address, own);
    else held.delete(address);
    const next = line.shift();
    if (next) next();
    else working--;
  };
  return {
    async take<T>(address: string, work: () => Promise<T>): Promise<T> {
      enter(address);
      if (working >= threads) await new Promise<void>((resolve) => line.push(resolve));
      else working++;
      try {
        return await work();
      } finally {
        leave(address);
      }
    },
  };
}
