// Reading others' CMS signatures (RFC 5652): one signer, named by a certificate that lies in it.
import { createHash, verify, X509Certificate } from 'node:crypto';
import { ContentInfo, SignedData, type SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import * as asn1js from 'asn1js';
import { attributesDer } from './cms-attributes.ts';

/** A SignedData with its one signer. */
export interface SignedParts {
  data: SignedData;
  info: SignerInfo;
  signer: X509Certificate;
  certificates: X509Certificate[];
}

const DIGESTS: Record<string, string> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
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
const MOST_CERTIFICATES = 10;

/** The parts of a SignedData (DER); TypeError or the parser's error when it is none. */
export function readSigned(der: Buffer): SignedParts {
  const data = AsnConvert.parse(AsnConvert.parse(der, ContentInfo).content, SignedData);
  const [info, ...others] = data.signerInfos;
  const choices = data.certificates ?? [];
  const one = info && others.length === 0 && choices.length <= MOST_CERTIFICATES;
  if (!one) throw new TypeError('Not one signer');
  const certificates = choices.flatMap(({ certificate }) =>
    certificate ? [new X509Certificate(Buffer.from(AsnConvert.serialize(certificate)))] : [],
  );
  const signer = certificates.find((candidate) => isNamed(candidate, info));
  if (!signer) throw new TypeError('The signer is not named');
  return { data, info, signer, certificates };
}

/** True when the signer signed a content of this kind (OID) with this digest. */
export function isSignedOver(
  { info, signer }: SignedParts,
  kind: string,
  digestOf: (hash: string) => Buffer,
): boolean {
  const hash = DIGESTS[info.digestAlgorithm.algorithm];
  const named = SIGNATURES[info.signatureAlgorithm.algorithm];
  const attributes = info.signedAttrs ?? [];
  const known = hash && named !== undefined && (named ?? hash) === hash && attributes.length > 0;
  if (!known) return false;
  const kindDer = Buffer.from(new asn1js.ObjectIdentifier({ value: kind }).toBER());
  return (
    attributeOf(info, ATTRIBUTES.contentType)?.equals(kindDer) === true &&
    attributeOf(info, ATTRIBUTES.messageDigest)?.subarray(2).equals(digestOf(hash)) === true &&
    verify(hash, attributesDer(attributes), signer.publicKey, Buffer.from(info.signature.buffer))
  );
}

/** An INTEGER's bytes without leading zeros. */
export const numberText = (bytes: ArrayBuffer): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(?:00)+/, '');

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
