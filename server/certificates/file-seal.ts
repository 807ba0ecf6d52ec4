// How a drawn file gets its seal and its time: by a key, or by a service that takes whole PDFs.
import type { Logger } from '../core/logger.ts';
import { within } from '../core/within.ts';
import type { HashSigner, PdfSealer, Timestamper } from '../keys/index.ts';
import { TimestampError } from '../keys/index.ts';
import {
  assertSealedElsewhere,
  contentsBytesFor,
  SealError,
  sealPdf,
  stampSeal,
  TIMESTAMP_BYTES,
} from '../sealing/index.ts';

/** Who seals is asked anew for each file: keys are renewed while the server runs. */
export interface FileSealing {
  sealer(): HashSigner | PdfSealer;
  timestamper?: Timestamper | undefined;
  logger: Pick<Logger, 'warn'>;
  /** Longest wait for a seal made elsewhere; half a minute unless told. */
  timeoutMs?: number;
}

/** A sealed file; `timestamp` is the independent moment stated in it, or null without one. */
export interface SealedFile {
  bytes: Buffer;
  timestamp: Date | null;
}

const SEAL_MS = 30_000;

/**
 * Tells the bytes that the drawing keeps free: 0 for a service that makes its own field. Worked out
 * once for each key: it is asked for with every file.
 */
export function createRoom(sealing: Pick<FileSealing, 'timestamper'>) {
  let known: { signer: HashSigner; bytes: number } | undefined;
  return (sealer: HashSigner | PdfSealer): number => {
    if (sealer.kind === 'pdf') return 0;
    if (known?.signer !== sealer) known = { signer: sealer, bytes: contentsBytesFor(sealer) };
    return known.bytes + (sealing.timestamper ? TIMESTAMP_BYTES : 0);
  };
}

/** Seals a drawn file here; SealError when what comes back is not that file, sealed. */
export async function sealHere(
  pdf: Buffer,
  sealer: HashSigner | PdfSealer,
  { timeoutMs = SEAL_MS }: Pick<FileSealing, 'timeoutMs'>,
): Promise<Buffer> {
  const abort = AbortSignal.timeout(timeoutMs);
  if (sealer.kind === 'hash') return sealPdf(pdf, sealer, abort);
  const [sealed, ...others] = await within(timeoutMs, sealer.seal([pdf], abort));
  if (!sealed || others.length > 0) throw new SealError('The service gave back no single file');
  assertSealedElsewhere(pdf, sealed);
  return sealed;
}

/** Adds independent time where it can be had; a file without it is sealed all the same. */
export async function addTime(
  sealed: Buffer,
  sealer: HashSigner | PdfSealer,
  { timestamper, logger }: FileSealing,
): Promise<SealedFile> {
  if (!timestamper || sealer.kind === 'pdf') return { bytes: sealed, timestamp: null };
  try {
    const { bytes, at } = await stampSeal(sealed, timestamper);
    return { bytes, timestamp: at };
  } catch (error) {
    const resting = error instanceof TimestampError && error.code === 'TSA_RESTING';
    if (!resting) logger.warn({ err: error }, 'sealed without independent time');
    return { bytes: sealed, timestamp: null };
  }
}
