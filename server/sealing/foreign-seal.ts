// What a service that seals whole PDFs gave back, looked at before it is stored.
import { createHash } from 'node:crypto';
import { isSignedOver, readSigned } from '../keys/index.ts';
import { findSeal, type SealPlace, withoutPadding } from './byte-range.ts';
import { OID } from './cms.ts';
import { isPdf } from './inspect-pdf.ts';
import { SealError } from './seal.ts';

/**
 * SealError unless `sealed` begins with all bytes of `original` and holds one seal that covers
 * the whole file and was made by the certificate inside it. Whose root that has is not asked.
 */
export function assertSealedElsewhere(original: Buffer, sealed: Buffer): void {
  if (!isPdf(sealed)) throw new SealError('The service gave back no PDF');
  if (!sealed.subarray(0, original.length).equals(original)) {
    throw new SealError('The service gave back another file');
  }
  const { place, reasons, contents } = findSeal(sealed);
  if (!place || !contents || reasons.length > 0) {
    throw new SealError(`The service's seal does not hold: ${reasons.join(', ')}`);
  }
  if (!holds(sealed, place, contents)) {
    throw new SealError("The service's seal does not hold: SIGNATURE_WRONG");
  }
}

function holds(sealed: Buffer, place: SealPlace, contents: Buffer): boolean {
  const digestOf = (hash: string) =>
    createHash(hash)
      .update(sealed.subarray(0, place.start))
      .update(sealed.subarray(place.end, place.signedTo))
      .digest();
  try {
    const cms = withoutPadding(contents);
    return cms !== undefined && isSignedOver(readSigned(cms), OID.data, digestOf);
  } catch {
    // A parser's complaint about a stranger's bytes: no seal.
    return false;
  }
}
