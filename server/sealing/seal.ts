// Sealing: fills the empty field of a rendered PDF with a signature over all its other bytes.
import { createHash } from 'node:crypto';
import type { HashSigner } from '../keys/index.ts';
import { findSeal, withoutPadding } from './byte-range.ts';
import { createCmsWriter } from './cms-writer.ts';
import { BLANK } from './field.ts';

const RANGE_BLANK = `/ByteRange [0 /${BLANK} /${BLANK} /${BLANK}]`;
const CONTENTS = '/Contents <';

/** A seal that could not be made, or did not hold when it was checked. Nothing is issued then. */
export class SealError extends Error {
  readonly code = 'SEAL_FAILED';

  constructor(message: string) {
    super(message);
    this.name = 'SealError';
  }
}

/** Seals PDFs with the key that it was made for. */
export type Seal = (pdf: Buffer, abort: AbortSignal) => Promise<Buffer>;

/**
 * Prepares sealing (PAdES B-B, no signing time) for many files. Each is inspected before it is
 * given out: SealError when the field is missing, the CMS is too large or a check fails.
 */
export function createSeal(signer: HashSigner): Seal {
  const writeCms = createCmsWriter(signer);
  return async (pdf, abort) => {
    const sealed = Buffer.from(pdf);
    const { start, end } = findHole(sealed);
    writeRange(sealed, start, end);
    const digest = digestAround(sealed, start, end);
    const cms = await writeCms(digest, abort);
    const room = (end - start - 2) / 2;
    if (cms.length > room) throw new SealError(`The CMS takes ${cms.length} bytes of ${room}`);
    sealed.write(cms.toString('hex'), start + 1, 'latin1');
    assertSealed(sealed, cms, digest);
    return sealed;
  };
}

/** Seals a single PDF; for many, `createSeal` prepares what they have in common. */
export const sealPdf = (pdf: Buffer, signer: HashSigner, abort: AbortSignal): Promise<Buffer> =>
  createSeal(signer)(pdf, abort);

function findHole(pdf: Buffer): { start: number; end: number } {
  const range = pdf.indexOf(RANGE_BLANK, 0, 'latin1');
  const start = pdf.indexOf(CONTENTS, range, 'latin1') + CONTENTS.length - 1;
  const end = pdf.indexOf('>', start, 'latin1') + 1;
  const isEmpty = /^<0+>$/.test(pdf.subarray(start, end).toString('latin1'));
  const isOnly = pdf.indexOf(RANGE_BLANK, range + 1, 'latin1') < 0;
  if (range < 0 || !isEmpty || !isOnly) {
    throw new SealError('The PDF has no empty signature field of ours');
  }
  return { start, end };
}

function writeRange(pdf: Buffer, start: number, end: number): void {
  const range = `/ByteRange [0 ${start} ${end} ${pdf.length - end}`;
  const place = pdf.indexOf(RANGE_BLANK, 0, 'latin1');
  pdf.write(`${range.padEnd(RANGE_BLANK.length - 1)}]`, place, 'latin1');
}

/**
 * Reads the finished file as a stranger would: one seal over everything but its own place, this
 * CMS in it, and the digest that was signed. (The signature itself was verified when it was made.)
 */
function assertSealed(pdf: Buffer, cms: Buffer, digest: Buffer): void {
  const { place, reasons, contents } = findSeal(pdf);
  if (!place || !contents || reasons.length > 0) {
    throw new SealError(`The seal does not hold: ${reasons.join(', ')}`);
  }
  const again = digestAround(pdf, place.start, place.end);
  if (!withoutPadding(contents)?.equals(cms) || !again.equals(digest)) {
    throw new SealError('The seal does not hold: DIGEST_DIFFERS');
  }
}

const digestAround = (pdf: Buffer, start: number, end: number): Buffer =>
  createHash('sha256').update(pdf.subarray(0, start)).update(pdf.subarray(end)).digest();
