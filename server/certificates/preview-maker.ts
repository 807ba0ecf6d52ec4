// A thread that draws what is only looked at: previews and trial runs, unsealed, with a deadline. It
// is not one of those that issue, so that nothing drawn here holds up a certificate.
import { Piscina } from 'piscina';
import { typescriptLoader } from '../embedded/typescript-loader.ts';
import type { CertificateData } from './certificate-data.ts';
import type { FileContent } from './file-maker.ts';
import type { WordingSource } from './wording.ts';

/** Why a certificate can't be drawn; `detail` is a character, or the path of a field. */
export interface DrawingProblem {
  reason: 'MISSING_GLYPH' | 'DOES_NOT_FIT' | 'INVALID_DATA' | 'TOO_SLOW' | 'INTERNAL';
  detail: string;
}

/** A drawing that did not come about. */
export class PreviewError extends Error {
  readonly problem: DrawingProblem;
  constructor(problem: DrawingProblem) {
    super(`The preview can't be drawn: ${problem.reason} ${problem.detail}`);
    this.name = 'PreviewError';
    this.problem = problem;
  }
}

/** `keep`: the files are wanted, not only whether they can be drawn. */
export interface PreviewJob {
  data: CertificateData[];
  wording: WordingSource;
  keep: boolean;
}
export type PreviewResult = (DrawingProblem | { bytes: Uint8Array | undefined })[];

export interface PreviewMaker {
  /** The unsealed PDF; PreviewError says why there is none. */
  draw(content: FileContent): Promise<Buffer>;
  /** Draws one after the other and throws them away; undefined for each that can be drawn. */
  tryAll(data: CertificateData[], wording: WordingSource): Promise<(DrawingProblem | undefined)[]>;
  stop(): Promise<void>;
}

/** A drawing takes some 10 ms, a group of trials a few hundred; a busy machine comes on top. */
const DEADLINE_MS = 15_000;

/** As in the threads that issue: garbage waits for as long as there is room. */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 12 };

/** Makes the thread when it is first needed; it ends after half a minute without work. */
export function createPreviewMaker(
  templates: string,
  { deadlineMs = DEADLINE_MS }: { deadlineMs?: number } = {},
): PreviewMaker {
  const pool = new Piscina<PreviewJob, PreviewResult>({
    filename: new URL('./preview-worker.ts', import.meta.url).href,
    workerData: { templates },
    minThreads: 0,
    maxThreads: 1,
    resourceLimits: MEMORY,
    idleTimeout: 30_000,
    execArgv: [typescriptLoader()],
  });
  const run = async (job: PreviewJob): Promise<PreviewResult> => {
    // The thread's start is not the drawing's fault: the deadline runs from when it is ready.
    await pool.run({ ...job, data: [] });
    const signal = AbortSignal.timeout(deadlineMs);
    try {
      // A task that is aborted while it runs ends its thread, whatever it does.
      return await pool.run(job, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
      return job.data.map(() => ({ reason: 'TOO_SLOW', detail: '' }));
    }
  };
  return {
    async draw({ data, wording }) {
      const [result] = await run({ data: [data], wording, keep: true });
      if (result && 'reason' in result) throw new PreviewError(result);
      if (!result?.bytes) throw new Error('The thread gave no file');
      return Buffer.from(result.bytes);
    },
    async tryAll(data, wording) {
      const results = await run({ data, wording, keep: false });
      return results.map((result) => ('reason' in result ? result : undefined));
    },
    stop: () => pool.destroy(),
  };
}
