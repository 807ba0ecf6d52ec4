// Checking a seal's CMS with the keys inside it and the roots that we trust.
import { createHash, verify, X509Certificate } from 'node:crypto';
import { ContentInfo, SignedData, type SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { attributesDer } from '../keys/index.ts';
import { assembleCms, OID } from './cms.ts';

/** What holds of a CMS. */
export interface CmsChecks {
  digestMatches: boolean;
  signatureValid: boolean;
  chainTrusted: boolean;
}

const LONGEST_PATH = 5;

/** Checks a detached CMS over `digest` at a moment; throws when it is no such structure. */
export function verifyCms(
  der: Buffer,
  digest: Buffer,
  trustedRoots: readonly Buffer[],
  at: Date,
): CmsChecks {
  const content = AsnConvert.parse(der, ContentInfo);
  const data = AsnConvert.parse(content.content, SignedData);
  const [info] = data.signerInfos;
  if (!info?.signedAttrs) throw new TypeError('No signed attributes');
  const certificates = (data.certificates ?? []).flatMap(({ certificate }) =>
    certificate ? [new X509Certificate(Buffer.from(AsnConvert.serialize(certificate)))] : [],
  );
  const signer = certificates.find((candidate) => isNamed(candidate, info, certificates));
  return {
    digestMatches: attributeValue(info, OID.messageDigest)?.subarray(2).equals(digest) ?? false,
    signatureValid: signer !== undefined && isSignedBy(info, signer),
    chainTrusted:
      signer !== undefined &&
      isOurForm(der, info, certificates) &&
      leadsToRoot(signer, certificates, trustedRoots, at),
  };
}

/**
 * True when the CMS is byte for byte what we would have written around its parts: nothing in it
 * lies outside what the signature and its chain cover.
 */
function isOurForm(der: Buffer, info: SignerInfo, certificates: X509Certificate[]): boolean {
  const isEcdsa = info.signatureAlgorithm.algorithm === OID.ecdsaWithSha256;
  const parts = {
    attributes: info.signedAttrs ?? [],
    signature: new Uint8Array(info.signature.buffer),
    certificates: certificates.map(({ raw }) => raw),
    alg: isEcdsa ? ('ES256' as const) : ('RS256' as const),
  };
  return assembleCms(parts).equals(der);
}

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
  const own = candidate.serialNumber.toLowerCase().replace(/^(00)+/, '');
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
  trustedRoots: readonly Buffer[],
  at: Date,
): boolean {
  const roots = trustedRoots.map((der) => new X509Certificate(der));
  const path = [signer];
  for (let current = signer; path.length <= LONGEST_PATH; ) {
    if (at < new Date(current.validFrom) || at > new Date(current.validTo)) return false;
    if (roots.some((root) => root.raw.equals(current.raw))) {
      return certificates.every(({ raw }) => path.some((step) => step.raw.equals(raw)));
    }
    const child = current;
    const issuer = [...roots, ...certificates].find(
      (candidate) =>
        candidate.ca && child.checkIssued(candidate) && child.verify(candidate.publicKey),
    );
    if (!issuer || issuer.raw.equals(child.raw)) return false;
    path.push(issuer);
    current = issuer;
  }
  return false;
}
