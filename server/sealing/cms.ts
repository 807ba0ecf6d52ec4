// The signature inside the seal: CMS SignedData as PAdES B-B asks (ETSI EN 319 142-1, RFC 5652, 5035, 6211).
import { createHash } from 'node:crypto';
import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  ContentInfo,
  DigestAlgorithmIdentifiers,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';
import * as asn1js from 'asn1js';
import type { HashSigner } from '../keys/index.ts';

export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  cmsAlgorithmProtection: '1.2.840.113549.1.9.52',
  signatureTimestamp: '1.2.840.113549.1.9.16.2.14',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  sha256WithRsa: '1.2.840.113549.1.1.11',
} as const;

/** What a seal's CMS consists of; `certificates` are DER, the signer's first. */
export interface CmsParts {
  attributes: Attribute[];
  signature: Uint8Array;
  certificates: Buffer[];
  alg: HashSigner['alg'];
  /** A TimeStampToken (DER) over the signature; it lies beside what is signed. */
  timestamp?: Buffer | undefined;
}

/** The one form in which we write a CMS: the same parts always give the same bytes. */
export function assembleCms(parts: CmsParts): Buffer {
  const { attributes, signature, certificates, alg, timestamp } = parts;
  const parsed = certificates.map((der) => AsnConvert.parse(der, Certificate));
  const own = parsed[0];
  if (!own) throw new TypeError('A CMS holds its signer certificate');
  const { issuer, serialNumber } = own.tbsCertificate;
  const info = new SignerInfo({
    version: 1,
    sid: new SignerIdentifier({
      issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer, serialNumber }),
    }),
    digestAlgorithm: sha256(),
    signedAttrs: attributes,
    signatureAlgorithm: signatureAlgorithm(alg),
    signature: new OctetString(signature),
    ...(timestamp && { unsignedAttrs: [timestampAttribute(timestamp)] }),
  });
  const data = new SignedData({
    version: 1,
    digestAlgorithms: new DigestAlgorithmIdentifiers([sha256()]),
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: OID.data }),
    certificates: new CertificateSet(
      parsed.map((certificate) => new CertificateChoices({ certificate })),
    ),
    signerInfos: new SignerInfos([info]),
  });
  const content = AsnConvert.serialize(data);
  return serialized(new ContentInfo({ contentType: OID.signedData, content }));
}

const timestampAttribute = (token: Buffer): Attribute =>
  new Attribute({
    attrType: OID.signatureTimestamp,
    attrValues: [new Uint8Array(token).buffer],
  });

/** The parts of a CMS with one signer; what lies outside them is lost. TypeError without a signer. */
export function partsOf({ signerInfos, certificates }: SignedData): CmsParts {
  const [info] = signerInfos;
  if (!info?.signedAttrs) throw new TypeError('No signed attributes');
  const isEcdsa = info.signatureAlgorithm.algorithm === OID.ecdsaWithSha256;
  const [beside] = info.unsignedAttrs ?? [];
  const token = beside?.attrType === OID.signatureTimestamp ? beside.attrValues[0] : undefined;
  return {
    attributes: info.signedAttrs,
    signature: new Uint8Array(info.signature.buffer),
    certificates: (certificates ?? []).flatMap(({ certificate }) =>
      certificate ? [serialized(certificate)] : [],
    ),
    alg: isEcdsa ? 'ES256' : 'RS256',
    timestamp: token && Buffer.from(token),
  };
}

const sha256 = () => new AlgorithmIdentifier({ algorithm: OID.sha256 });

const signatureAlgorithm = (alg: HashSigner['alg']): AlgorithmIdentifier =>
  alg === 'ES256'
    ? new AlgorithmIdentifier({ algorithm: OID.ecdsaWithSha256 })
    : new AlgorithmIdentifier({ algorithm: OID.sha256WithRsa, parameters: null });

const attribute = (attrType: string, value: ArrayBuffer): Attribute =>
  new Attribute({ attrType, attrValues: [value] });

/** The signed attributes that are the same in all seals of a signer. */
export const fixedAttributes = (signer: HashSigner, own: Certificate): Attribute[] => [
  attribute(OID.contentType, new asn1js.ObjectIdentifier({ value: OID.data }).toBER()),
  attribute(OID.signingCertificateV2, signingCertificateV2(signer.certificate, own)),
  attribute(OID.cmsAlgorithmProtection, algorithmProtection(signer.alg)),
];

/** The signed attribute that says which bytes are sealed. */
export const digestAttribute = (digest: Buffer): Attribute =>
  attribute(OID.messageDigest, new asn1js.OctetString({ valueHex: digest }).toBER());

const serialized = (value: object): Buffer => Buffer.from(AsnConvert.serialize(value));

/** RFC 5035, 3: hash, issuer and serial of the signing certificate (SHA-256 is the default). */
function signingCertificateV2(der: Buffer, own: Certificate): ArrayBuffer {
  const { issuer, serialNumber } = own.tbsCertificate;
  const name = asn1js.fromBER(AsnConvert.serialize(issuer)).result;
  const directoryName = new asn1js.Constructed({
    idBlock: { tagClass: 3, tagNumber: 4 },
    value: [name],
  });
  const issuerSerial = new asn1js.Sequence({
    value: [
      new asn1js.Sequence({ value: [directoryName] }),
      new asn1js.Integer({ valueHex: serialNumber }),
    ],
  });
  const valueHex = createHash('sha256').update(der).digest();
  const id = new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex }), issuerSerial] });
  const ids = new asn1js.Sequence({ value: [id] });
  return new asn1js.Sequence({ value: [ids] }).toBER();
}

/** RFC 6211, 2: both algorithms under the signature, so that neither can be exchanged. */
function algorithmProtection(alg: HashSigner['alg']): ArrayBuffer {
  const digest = asn1js.fromBER(AsnConvert.serialize(sha256())).result;
  const signature = asn1js.fromBER(AsnConvert.serialize(signatureAlgorithm(alg))).result;
  if (!(signature instanceof asn1js.Sequence)) throw new TypeError('Not an AlgorithmIdentifier');
  const tagged = new asn1js.Constructed({
    idBlock: { tagClass: 3, tagNumber: 1 },
    value: signature.valueBlock.value,
  });
  return new asn1js.Sequence({ value: [digest, tagged] }).toBER();
}
