// The QR code's statement, made and checked with node:crypto; its layout is protocol/statement.ts.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { toCrockford } from '../protocol/crockford.ts';
import {
  OFFICE_MAX_BYTES,
  PLACE_MAX_BYTES,
  packStatement,
  partsOf,
  type ReadStatement,
  roomForName,
  type Statement,
  signedBytes,
  unpackStatement,
  unpackStatementText,
} from '../protocol/statement.ts';

/** What a statement is made of; what does not fit is cut, and marked as cut. */
export type StatementFacts = Omit<Statement, 'seatCut' | 'nameCut'>;

/**
 * The signed statement, at most 210 bytes whatever the name. `sign` is the evidence key's (r and s,
 * 64 bytes). RangeError for a number, session, seat or hash that is none.
 */
export function encodeStatement(facts: StatementFacts, sign: (bytes: Buffer) => Buffer): Buffer {
  const packed = packStatement(fitted(facts));
  const signature = sign(Buffer.from(signedBytes(packed)));
  if (signature.length !== 64) throw new RangeError('A P-256 signature has 64 bytes');
  return Buffer.concat([packed, signature]);
}

/** The text of a statement for the QR code's fragment. */
export const statementText = (bytes: Uint8Array): string => toCrockford(bytes);

/** A statement's content, from its bytes or its text; the signature is not checked. */
export const readStatement = (given: Uint8Array | string): ReadStatement | undefined =>
  typeof given === 'string' ? unpackStatementText(given) : unpackStatement(given);

/** True when the statement is well formed and signed by the evidence certificate's (PEM) or key. */
export function verifyStatement(
  given: Uint8Array | string,
  certificate: string | KeyObject,
): boolean {
  const read = readStatement(given);
  const key = typeof certificate === 'string' ? createPublicKey(certificate) : certificate;
  return (
    read !== undefined &&
    key.asymmetricKeyDetails?.namedCurve === 'prime256v1' &&
    verify('sha256', read.signed, { key, dsaEncoding: 'ieee-p1363' }, read.signature)
  );
}

/** The facts with codes and name that fit, name last: it gets all room that is left. */
function fitted(facts: StatementFacts): Statement {
  const parts = partsOf(facts.seat, facts.region);
  const place = cutTo(parts.place, PLACE_MAX_BYTES);
  const office = cutTo(parts.office, OFFICE_MAX_BYTES);
  const seatCut = place !== parts.place || office !== parts.office;
  const seat = facts.seat === '' ? '' : `${place}/${office}`;
  const region = facts.region === '' ? '' : place;
  const whole = facts.name.normalize('NFC');
  const draft: Statement = { ...facts, seat, region, seatCut, name: whole, nameCut: false };
  const name = cutTo(whole, roomForName(draft));
  return { ...draft, name, nameCut: name !== whole };
}

/** The longest beginning of whole characters (with their marks) in at most `max` UTF-8 bytes. */
function cutTo(text: string, max: number): string {
  if (Buffer.byteLength(text) <= max) return text;
  let cut = '';
  for (const { segment } of new Intl.Segmenter('id').segment(text)) {
    if (Buffer.byteLength(cut + segment) > max) break;
    cut += segment;
  }
  return cut.trimEnd();
}
