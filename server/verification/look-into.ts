// Everything that is read out of a stranger's PDF. Nothing in it is parsed as a document, nothing is
// inflated, no reference is followed: a few searches that take one pass each over the bytes.
import { createHash } from 'node:crypto';
import { inspectSeal, type SealInspection } from '../sealing/index.ts';

/** What a thread is given. Roots as DER. */
export interface InspectionJob {
  bytes: Uint8Array;
  trustedRoots: readonly Uint8Array[];
  at: Date;
  /** See `InspectOptions`; buffers arrive as plain byte arrays. */
  known: { tsaRoots?: readonly Uint8Array[]; revoked?: ReadonlyMap<string, Date> };
}

/** What was found; `named` are the certificate codes that the file names itself. */
export interface Inspection {
  sha256: string;
  seal: SealInspection;
  named: string[];
}

/** The answer, or why the file is not looked into. */
export type InspectionResult = Inspection | { refused: 'PDF_TOO_COMPLEX' };

/** Codes that a file names itself: its one keyword, in the document's information or its XMP. */
const NAMED_CODE = /(?:\(|Keywords>)([0-9A-HJKMNP-TV-Z]{26})(?:\)|<)/g;
/** A file of ours names one code, twice; more than a few is an attempt at something else. */
const CODES_MAX = 4;
/** The national roll of 1,238 officials takes under 100 pages; 12,000 rows take about 600. */
export const PAGES_MAX = 1_000;
/** The same roll's tagged rows take under 50,000 objects. */
export const OBJECTS_MAX = 300_000;

/** Looks into a file of at most 10 MB: its hash, its seal, the codes it names. */
export function lookInto({
  bytes: given,
  trustedRoots,
  at,
  known,
}: InspectionJob): InspectionResult {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
  const tooComplex =
    countUpTo(bytes, ' obj', OBJECTS_MAX) >= OBJECTS_MAX || countPages(bytes) > PAGES_MAX;
  if (tooComplex) return { refused: 'PDF_TOO_COMPLEX' };
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    seal: inspectSeal(bytes, buffers(trustedRoots), at, {
      ...known,
      tsaRoots: buffers(known.tsaRoots ?? []),
    }),
    named: codesIn(bytes),
  };
}

const buffers = (all: readonly Uint8Array[]): Buffer[] => all.map((der) => Buffer.from(der));

/** How often a word stands in the bytes; stops counting at `most`. */
function countUpTo(bytes: Buffer, word: string, most: number): number {
  let count = 0;
  for (let at = bytes.indexOf(word); at >= 0 && count < most; count++) {
    at = bytes.indexOf(word, at + word.length);
  }
  return count;
}

/** Page objects that are written out; those in compressed streams stay unseen, and cost nothing. */
function countPages(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf('/Page'); at >= 0; at = bytes.indexOf('/Page', at + 5)) {
    const after = bytes[at + 5] ?? 0x20;
    const isLetter = (after >= 0x41 && after <= 0x5a) || (after >= 0x61 && after <= 0x7a);
    if (!isLetter && ++count > PAGES_MAX) break;
  }
  return count;
}

function codesIn(bytes: Buffer): string[] {
  const codes = new Set<string>();
  for (const [, code] of bytes.toString('latin1').matchAll(NAMED_CODE)) {
    if (code) codes.add(code);
    if (codes.size === CODES_MAX) break;
  }
  return [...codes];
}
