// Checking a seal's CMS with the keys inside it and the roots that we trust.
import { createHash, verify, X509Certificate } from 'node:crypto';
import { ContentInfo, SignedData, type SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { attributesDer, findPath, maySeal, readToken } from '../keys/index.ts';
import { assembleCms, type CmsParts, OID, partsOf } from './cms.ts';

/** What holds of a CMS. */
export interface CmsChecks {
  digestMatches: boolean;
  signatureValid: boolean;
  chainTrusted: boolean;
  /** The chain leads to a root of ours, but did not hold at the moment: too early or too late. */
  sealExpired: boolean;
  /** The signer's certificate as the revocation list names it, in hexadecimal. */
  sealSerial: string | null;
  /** Independent time: null without a token; `trusted` when its authority is one of ours. */
  timestamp: { at: Date; trusted: boolean } | null;
  /** There is a token, but it does not hold for this signature. */
  timestampWrong: boolean;
}

/** Whose seals and whose time are believed (roots as DER), and the moment of the look. */
export interface Trust {
  roots: readonly Buffer[];
  tsaRoots: readonly Buffer[];
  at: Date;
}

/** Checks a detached CMS over `digest` at a moment; throws when it is no such structure. */
export function verifyCms(der: Buffer, digest: Buffer, trust: Trust): CmsChecks {
  const content = AsnConvert.parse(der, ContentInfo);
  const data = AsnConvert.parse(content.content, SignedData);
  const [info] = data.signerInfos;
  if (!info) throw new TypeError('No signer');
  const parts = partsOf(data);
  const certificates = parts.certificates.map((raw) => new X509Certificate(raw));
  const signer = certificates.find((candidate) => isNamed(candidate, info, certificates));
  // Byte for byte what we would have written around these parts: nothing lies outside them.
  const isOurForm = assembleCms(parts).equals(der);
  const time = checkTimestamp(parts, trust.tsaRoots);
  // Independent time that we believe shows that the key was still good when it sealed.
  const at = time.timestamp?.trusted ? time.timestamp.at : trust.at;
  const leads = (moment: Date): boolean =>
    signer !== undefined &&
    isOurForm &&
    leadsToRoot(signer, certificates, { ...trust, at: moment });
  const chainTrusted = leads(at);
  return {
    digestMatches: attributeValue(info, OID.messageDigest)?.subarray(2).equals(digest) ?? false,
    signatureValid: signer !== undefined && isSignedBy(info, signer),
    chainTrusted,
    sealExpired: !chainTrusted && signer !== undefined && leads(new Date(signer.validFrom)),
    sealSerial: signer ? serialOf(signer) : null,
    ...time,
  };
}

function checkTimestamp(
  { timestamp: token, signature }: CmsParts,
  tsaRoots: readonly Buffer[],
): Pick<CmsChecks, 'timestamp' | 'timestampWrong'> {
  if (!token) return { timestamp: null, timestampWrong: false };
  try {
    const imprint = createHash('sha256').update(signature).digest();
    const { at, trusted } = readToken(token, imprint, tsaRoots);
    return { timestamp: { at, trusted }, timestampWrong: false };
  } catch {
    // A token for something else, or none at all: it says nothing about this seal.
    return { timestamp: null, timestampWrong: true };
  }
}

const serialOf = (certificate: X509Certificate): string =>
  certificate.serialNumber.toLowerCase().replace(/^(00)+/, '');

function attributeValue(info: SignerInfo, type: string): Buffer | undefined {
  const attribute = info.signedAttrs?.find(({ attrType }) => attrType === type);
  const value = attribute?.attrValues[0];
  return value && Buffer.from(value);
}

/** The certificate that the signer names, by serial number and by the hash under the signature. */
function isNamed(candidate: X509Certificate, info: SignerInfo, all: X509Certificate[]): boolean {
  const named = info.sid.issuerAndSerialNumber;
  const serial =
    named &&
    Buffer.from(named.serialNumber)
      .toString('hex')
      .replace(/^(00)+/, '');
  const own = serialOf(candidate);
  if (serial !== own || all.length > 10) return false;
  const hash = createHash('sha256').update(candidate.raw).digest();
  return attributeValue(info, OID.signingCertificateV2)?.includes(hash) ?? false;
}

function isSignedBy(info: SignerInfo, signer: X509Certificate): boolean {
  const known: string[] = [OID.ecdsaWithSha256, OID.sha256WithRsa];
  if (info.digestAlgorithm.algorithm !== OID.sha256) return false;
  if (!known.includes(info.signatureAlgorithm.algorithm)) return false;
  const signed = attributesDer(info.signedAttrs ?? []);
  return verify('sha256', signed, signer.publicKey, Buffer.from(info.signature.buffer));
}

/** True when the path from signer to a root of ours is valid and takes up every certificate. */
function leadsToRoot(
  signer: X509Certificate,
  certificates: X509Certificate[],
  { roots: ders, at }: Trust,
): boolean {
  const roots = ders.map((der) => new X509Certificate(der));
  const path = maySeal(signer.raw) ? findPath({ leaf: signer, pool: certificates, roots, at }) : [];
  return certificates.every(({ raw }) => path?.some((step) => step.raw.equals(raw)));
}
