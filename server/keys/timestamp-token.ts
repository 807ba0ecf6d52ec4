// Reading a time-stamp token (RFC 3161, RFC 5816): what it says, and whether an authority said it.
import { createHash, X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { id_ct_tstInfo, TSTInfo } from '@peculiar/asn1-tsp';
import { Certificate, ExtendedKeyUsage, id_ce_extKeyUsage } from '@peculiar/asn1-x509';
import { findPath } from './certificate-path.ts';
import { isSignedOver, numberText, readSigned, type SignedParts } from './signed-data.ts';
import { TimestampError } from './timestamp-error.ts';

/** What a token that holds says; `nonce` as it was sent, without leading zeros, in hexadecimal. */
export interface TokenFacts {
  at: Date;
  nonce: string | null;
  serial: string;
  /** The stamping certificate's subject. */
  by: string;
  /** When that certificate ends. */
  until: Date;
  /** Its path leads to one of the roots given. */
  trusted: boolean;
}

const SHA256 = '2.16.840.1.101.3.4.2.1';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/**
 * Checks a token (DER) over a SHA-256: the imprint, the signature, and that the certificate is
 * for time stamps alone. TimestampError says what does not hold; of roots it only tells.
 */
export function readToken(der: Buffer, sha256: Buffer, roots: readonly Buffer[]): TokenFacts {
  const { parts, content, facts } = parse(der);
  const { signer, certificates } = parts;
  const { hashAlgorithm, hashedMessage } = facts.messageImprint;
  const same = Buffer.from(hashedMessage.buffer).equals(sha256);
  if (hashAlgorithm.algorithm !== SHA256 || !same) throw new TimestampError('TSA_IMPRINT');
  const digestOf = (hash: string) => createHash(hash).update(content).digest();
  if (!isSignedOver(parts, id_ct_tstInfo, digestOf)) throw new TimestampError('TSA_SIGNATURE');
  assertForTimeStamps(signer);
  const trusted = roots.map((root) => new X509Certificate(root));
  return {
    at: facts.genTime,
    nonce: facts.nonce ? numberText(facts.nonce) : null,
    serial: numberText(facts.serialNumber),
    by: signer.subject.replaceAll('\n', ', '),
    until: new Date(signer.validTo),
    trusted: !!findPath({ leaf: signer, pool: certificates, roots: trusted, at: facts.genTime }),
  };
}

function parse(der: Buffer): { parts: SignedParts; content: Buffer; facts: TSTInfo } {
  try {
    const parts = readSigned(der);
    const { eContentType, eContent } = parts.data.encapContentInfo;
    const content = eContent?.single?.buffer;
    if (eContentType !== id_ct_tstInfo || !content) throw new TypeError('Not a time-stamp token');
    return { parts, content: Buffer.from(content), facts: AsnConvert.parse(content, TSTInfo) };
  } catch (error) {
    throw new TimestampError('TSA_ANSWER', undefined, error);
  }
}

/** RFC 3161, 2.3: the one purpose, marked critical. */
function assertForTimeStamps(signer: X509Certificate): void {
  const { extensions } = AsnConvert.parse(signer.raw, Certificate).tbsCertificate;
  const usage = extensions?.find(({ extnID }) => extnID === id_ce_extKeyUsage);
  const purposes = usage ? AsnConvert.parse(usage.extnValue, ExtendedKeyUsage) : [];
  if (!usage?.critical || purposes.length !== 1 || purposes[0] !== TIME_STAMPING) {
    throw new TimestampError('TSA_CERTIFICATE');
  }
}
