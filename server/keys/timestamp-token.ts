// Reading a time-stamp token (RFC 3161, RFC 5816): what it says, and whether an authority said it.
import { createHash, verify, X509Certificate } from 'node:crypto';
import { ContentInfo, SignedData, type SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { id_ct_tstInfo, TSTInfo } from '@peculiar/asn1-tsp';
import { Certificate, ExtendedKeyUsage, id_ce_extKeyUsage } from '@peculiar/asn1-x509';
import * as asn1js from 'asn1js';
import { findPath } from './certificate-path.ts';
import { attributesDer } from './cms-attributes.ts';
import { TimestampError } from './timestamp-error.ts';

/** What a token that holds says; `nonce` as it was sent, without leading zeros, in hexadecimal. */
export interface TokenFacts {
  at: Date;
  nonce: string | null;
  serial: string;
  /** The stamping certificate's subject. */
  by: string;
  /** Its path leads to one of the roots given. */
  trusted: boolean;
}

const SHA256 = '2.16.840.1.101.3.4.2.1';
const DIGESTS: Record<string, string> = {
  [SHA256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
/** RSA PKCS #1 and ECDSA; what names its own digest must agree with the signer's. */
const SIGNATURES: Record<string, string | null> = {
  '1.2.840.113549.1.1.1': null,
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};
const ATTRIBUTES = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
};
const TOKEN_KIND = Buffer.from(new asn1js.ObjectIdentifier({ value: id_ct_tstInfo }).toBER());
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const MOST_CERTIFICATES = 10;

/**
 * Checks a token (DER) over a SHA-256: the imprint, the signature, and that the certificate is
 * for time stamps alone. TimestampError says what does not hold; of roots it only tells.
 */
export function readToken(der: Buffer, sha256: Buffer, roots: readonly Buffer[]): TokenFacts {
  const { content, info, signer, certificates } = parse(der);
  const facts = AsnConvert.parse(content, TSTInfo);
  const { hashAlgorithm, hashedMessage } = facts.messageImprint;
  const same = Buffer.from(hashedMessage.buffer).equals(sha256);
  if (hashAlgorithm.algorithm !== SHA256 || !same) throw new TimestampError('TSA_IMPRINT');
  assertSigned(info, signer, content);
  assertForTimeStamps(signer);
  const trusted = roots.map((root) => new X509Certificate(root));
  return {
    at: facts.genTime,
    nonce: facts.nonce ? numberText(facts.nonce) : null,
    serial: numberText(facts.serialNumber),
    by: signer.subject.replaceAll('\n', ', '),
    trusted: !!findPath({ leaf: signer, pool: certificates, roots: trusted, at: facts.genTime }),
  };
}

/** An INTEGER's bytes without leading zeros. */
export const numberText = (bytes: ArrayBuffer): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(?:00)+/, '');

interface ParsedToken {
  content: Buffer;
  info: SignerInfo;
  signer: X509Certificate;
  certificates: X509Certificate[];
}

function parse(der: Buffer): ParsedToken {
  try {
    const data = AsnConvert.parse(AsnConvert.parse(der, ContentInfo).content, SignedData);
    const content = data.encapContentInfo.eContent?.single?.buffer;
    const [info, ...others] = data.signerInfos;
    const choices = data.certificates ?? [];
    const tooMany = others.length > 0 || choices.length > MOST_CERTIFICATES;
    if (data.encapContentInfo.eContentType !== id_ct_tstInfo || !content || !info || tooMany) {
      throw new TypeError('Not a time-stamp token');
    }
    const certificates = choices.flatMap(({ certificate }) =>
      certificate ? [new X509Certificate(Buffer.from(AsnConvert.serialize(certificate)))] : [],
    );
    const signer = certificates.find((candidate) => isNamed(candidate, info));
    if (!signer) throw new TypeError('The signer is not named');
    return { content: Buffer.from(content), info, signer, certificates };
  } catch (error) {
    throw new TimestampError('TSA_ANSWER', undefined, error);
  }
}

const attributeOf = (info: SignerInfo, type: string): Buffer | undefined => {
  const value = info.signedAttrs?.find(({ attrType }) => attrType === type)?.attrValues[0];
  return value && Buffer.from(value);
};

/** By serial number, and by the hash under the signature (SHA-256, or SHA-1 in the old form). */
function isNamed(candidate: X509Certificate, info: SignerInfo): boolean {
  const serial = info.sid.issuerAndSerialNumber?.serialNumber;
  const own = candidate.serialNumber.toLowerCase().replace(/^(?:00)+/, '');
  if (!serial || numberText(serial) !== own) return false;
  const hash = (name: string) => createHash(name).update(candidate.raw).digest();
  return (
    attributeOf(info, ATTRIBUTES.signingCertificateV2)?.includes(hash('sha256')) ??
    attributeOf(info, ATTRIBUTES.signingCertificate)?.includes(hash('sha1')) ??
    false
  );
}

function assertSigned(info: SignerInfo, signer: X509Certificate, content: Buffer): void {
  const digest = DIGESTS[info.digestAlgorithm.algorithm];
  const named = SIGNATURES[info.signatureAlgorithm.algorithm];
  const signed = info.signedAttrs ?? [];
  const known = digest && named !== undefined && (named ?? digest) === digest;
  if (!known || signed.length === 0) throw new TimestampError('TSA_SIGNATURE');
  const stated = attributeOf(info, ATTRIBUTES.messageDigest)?.subarray(2);
  const holds =
    attributeOf(info, ATTRIBUTES.contentType)?.equals(TOKEN_KIND) &&
    stated?.equals(createHash(digest).update(content).digest()) &&
    verify(digest, attributesDer(signed), signer.publicKey, Buffer.from(info.signature.buffer));
  if (!holds) throw new TimestampError('TSA_SIGNATURE');
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
