// Independent time for a seal: a token over the seal's signature, put beside it (PAdES B-T).
import { createHash } from 'node:crypto';
import { ContentInfo, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { readToken, type Timestamper } from '../keys/index.ts';
import { findSeal, withoutPadding } from './byte-range.ts';
import { assembleCms, partsOf } from './cms.ts';
import { SealError } from './seal.ts';

/** A file with its stamp, and the moment that the authority states. */
export interface StampedPdf {
  bytes: Buffer;
  at: Date;
}

/**
 * Adds a time stamp to a freshly sealed PDF: the token lies outside what the seal covers, in the
 * room kept for it. Rejects as the timestamper does; SealError when the room is too small.
 */
export async function stampSeal(sealed: Buffer, timestamper: Timestamper): Promise<StampedPdf> {
  const { place, reasons, contents } = findSeal(sealed);
  const cms = contents && withoutPadding(contents);
  if (!place || !cms || reasons.length > 0) throw new SealError('The PDF has no fresh seal');
  const data = AsnConvert.parse(AsnConvert.parse(cms, ContentInfo).content, SignedData);
  const parts = partsOf(data);
  const imprint = createHash('sha256').update(parts.signature).digest();
  const token = await timestamper.stamp(imprint);
  const stamped = assembleCms({ ...parts, timestamp: token });
  const room = (place.end - place.start - 2) / 2;
  if (stamped.length > room) {
    throw new SealError(`The CMS with its time stamp takes ${stamped.length} bytes of ${room}`);
  }
  const bytes = Buffer.from(sealed);
  bytes.write(stamped.toString('hex'), place.start + 1, 'latin1');
  return { bytes, at: readToken(token, imprint, []).at };
}
