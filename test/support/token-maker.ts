// Time-stamp answers made in process, honest or wrong in one point that `openssl ts` would refuse.
import { createHash, KeyObject, sign, webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as cms from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import * as tsp from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';
import { ExtendedKeyUsageExtension, Extension, X509CertificateGenerator } from '@peculiar/x509';
import * as asn1js from 'asn1js';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** What is wrong with the answer; nothing of it makes an honest one. */
export interface TokenFaults {
  nonce?: ArrayBuffer;
  imprint?: Buffer;
  at?: Date;
  status?: number;
  /** Signs something else than what is sent. */
  forged?: boolean;
}

/** A self-signed stamping certificate; `usage` null leaves the purpose out, `ballast` makes it large. */
export async function createTokenMaker(
  usage: { critical: boolean; purpose: string } | null,
  ballast = 0,
) {
  const keys = await webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Stempel Buatan',
    keys,
    signingAlgorithm: ECDSA,
    notBefore: new Date('2020-01-01'),
    notAfter: new Date('2060-01-01'),
    extensions: [
      ...(usage ? [new ExtendedKeyUsageExtension([usage.purpose], usage.critical)] : []),
      ...(ballast ? [new Extension('1.2.3.4.5', false, new Uint8Array(ballast))] : []),
    ],
  });
  const key = KeyObject.from(keys.privateKey);
  const root = Buffer.from(certificate.rawData);
  return {
    root,
    reply: (query: Buffer, now: Date, faults: TokenFaults = {}) =>
      makeReply({ query, now, faults, key, certificate: root }),
  };
}

interface Making {
  query: Buffer;
  now: Date;
  faults: TokenFaults;
  key: KeyObject;
  certificate: Buffer;
}

function makeReply({ query, now, faults, key, certificate }: Making): Buffer {
  const asked = AsnConvert.parse(query, tsp.TimeStampReq);
  const imprint = asked.messageImprint;
  if (faults.imprint) imprint.hashedMessage = new OctetString(faults.imprint);
  const nonce = faults.nonce ?? asked.nonce;
  const info = new tsp.TSTInfo({
    policy: '1.2.3.4.1',
    messageImprint: imprint,
    serialNumber: new Uint8Array([7]).buffer,
    genTime: faults.at ?? now,
    ...(nonce && { nonce }),
  });
  const content = Buffer.from(AsnConvert.serialize(info));
  const status = new tsp.PKIStatusInfo({ status: faults.status ?? 0 });
  const token = signToken(content, key, certificate, faults.forged ?? false);
  return Buffer.from(
    AsnConvert.serialize(new tsp.TimeStampResp({ status, timeStampToken: token })),
  );
}

function signToken(content: Buffer, key: KeyObject, der: Buffer, forged: boolean) {
  const digest = createHash('sha256').update(content).digest();
  const attributes = [
    attribute('1.2.840.113549.1.9.3', new asn1js.ObjectIdentifier({ value: tsp.id_ct_tstInfo })),
    attribute('1.2.840.113549.1.9.4', new asn1js.OctetString({ valueHex: digest })),
    attribute('1.2.840.113549.1.9.16.2.47', certificateId(der)),
  ];
  const values = attributes.map((one) => asn1js.fromBER(AsnConvert.serialize(one)).result);
  const signed = Buffer.from(new asn1js.Set({ value: values }).toBER());
  const signature = sign('sha256', forged ? Buffer.from('lain') : signed, key);
  const certificate = AsnConvert.parse(der, Certificate);
  const { issuer, serialNumber } = certificate.tbsCertificate;
  const sha256 = new AlgorithmIdentifier({ algorithm: SHA256 });
  const data = new cms.SignedData({
    version: 3,
    digestAlgorithms: new cms.DigestAlgorithmIdentifiers([sha256]),
    encapContentInfo: new cms.EncapsulatedContentInfo({
      eContentType: tsp.id_ct_tstInfo,
      eContent: new cms.EncapsulatedContent({ single: new OctetString(content) }),
    }),
    certificates: new cms.CertificateSet([new cms.CertificateChoices({ certificate })]),
    signerInfos: new cms.SignerInfos([
      new cms.SignerInfo({
        version: 1,
        sid: new cms.SignerIdentifier({
          issuerAndSerialNumber: new cms.IssuerAndSerialNumber({ issuer, serialNumber }),
        }),
        digestAlgorithm: sha256,
        signedAttrs: attributes,
        signatureAlgorithm: new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' }),
        signature: new OctetString(signature),
      }),
    ]),
  });
  return new tsp.TimeStampToken({
    contentType: '1.2.840.113549.1.7.2',
    content: AsnConvert.serialize(data),
  });
}

const attribute = (attrType: string, value: asn1js.BaseBlock) =>
  new cms.Attribute({ attrType, attrValues: [value.toBER()] });

function certificateId(der: Buffer): asn1js.Sequence {
  const valueHex = createHash('sha256').update(der).digest();
  const id = new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex })] });
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [id] })] });
}
