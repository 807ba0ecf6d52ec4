// The platform's own small authority: root, issuing and seal certificates, and revocation lists.
import { createPrivateKey, createPublicKey, webcrypto } from 'node:crypto';
import 'reflect-metadata';
import {
  AuthorityInfoAccessExtension,
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
  X509CrlReason,
} from '@peculiar/x509';
import * as asn1js from 'asn1js';
import type { RandomSource } from '../core/random.ts';
import type { RevokedSeal } from './revoked.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** The rungs, their life in years, and what each may do. */
export const RUNGS = {
  // Long enough that a seal made in the twentieth year still runs its full 15.
  root: { years: 35, name: 'Akar Segel Ikrar', depth: 1 },
  // As long as the root: a chain whose middle ends first would end every seal with it.
  issuing: { years: 35, name: 'Penerbit Segel Ikrar', depth: 0 },
  seal: { years: 15, name: 'Segel Elektronik Ikrar', depth: null },
  evidence: { years: 15, name: 'Bukti Ikrar', depth: null },
} as const;
export type Rung = keyof typeof RUNGS;

/** A private key and the certificate for it (both PEM). */
export interface KeyPair {
  key: string;
  certificate: string;
}

/** What a certificate says beside its rung. */
export interface AuthorityFacts {
  /** Who runs the platform, in the certificates' O field. */
  organization: string;
  publicUrl: string;
  now: Date;
  random: RandomSource;
}

/** Where the list of a rung's revoked certificates is published. */
export const revocationUrl = (publicUrl: string, by: 'root' | 'issuing'): string =>
  `${publicUrl}/api/v1/certificates/${by === 'root' ? 'root.crl' : 'crl'}`;

/** A new ECDSA P-256 key as PKCS#8 PEM. */
export async function newKey(): Promise<string> {
  const pair = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const der = await webcrypto.subtle.exportKey('pkcs8', pair.privateKey);
  return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString();
}

/** A certificate (PEM) for `key`, signed by `issuer`, or by itself when it is the root. */
export async function certify(
  rung: Rung,
  key: string,
  issuer: KeyPair | null,
  facts: AuthorityFacts,
): Promise<string> {
  const { years, name } = RUNGS[rung];
  const own = await importKeys(key);
  const parent = issuer && new X509Certificate(issuer.certificate);
  const end = new Date(facts.now);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  const subject = [{ C: ['ID'] }, { O: [facts.organization] }, { CN: [name] }];
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerial(facts.random),
    subject,
    issuer: parent ? parent.subjectName.toJSON() : subject,
    notBefore: new Date(facts.now.getTime() - 60_000),
    notAfter: parent && parent.notAfter < end ? parent.notAfter : end,
    signingAlgorithm: ALGORITHM,
    publicKey: own.publicKey,
    signingKey: issuer ? (await importKeys(issuer.key)).privateKey : own.privateKey,
    extensions: [
      ...usage(rung),
      await SubjectKeyIdentifierExtension.create(own.publicKey),
      await AuthorityKeyIdentifierExtension.create(parent ? parent.publicKey : own.publicKey),
      ...addresses(rung, facts.publicUrl),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

function usage(rung: Rung): Extension[] {
  const { depth } = RUNGS[rung];
  return [
    new BasicConstraintsExtension(depth !== null, depth ?? undefined, true),
    new KeyUsagesExtension(USAGES[rung], true),
  ];
}

/** The evidence key lacks nonRepudiation: no validator takes a PDF that it would have signed. */
const USAGES: Record<Rung, KeyUsageFlags> = {
  root: KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign,
  issuing: KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign,
  seal: KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation,
  evidence: KeyUsageFlags.digitalSignature,
};

function addresses(rung: Rung, publicUrl: string): Extension[] {
  if (rung === 'root') return [];
  const by = rung === 'issuing' ? 'root' : 'issuing';
  return [
    new CRLDistributionPointsExtension([revocationUrl(publicUrl, by)]),
    new AuthorityInfoAccessExtension({
      // One certificate in DER, the issuer's own (RFC 5280, 4.2.2.1).
      caIssuers: `${publicUrl}/api/v1/certificates/${by}.cer`,
    }),
  ];
}

/** What a revocation list says beside its issuer. */
export interface ListFacts {
  now: Date;
  until: Date;
  entries: readonly RevokedSeal[];
}

/** A revocation list as DER, signed by `issuer`; its number is its moment in seconds. */
export async function revocationList(
  issuer: KeyPair,
  { now, until, entries }: ListFacts,
): Promise<Buffer> {
  const keys = await importKeys(issuer.key);
  const certificate = new X509Certificate(issuer.certificate);
  const list = await X509CrlGenerator.create({
    issuer: certificate.subjectName.toJSON(),
    thisUpdate: new Date(now.getTime() - 60_000),
    nextUpdate: until,
    signingAlgorithm: ALGORITHM,
    signingKey: keys.privateKey,
    extensions: [
      await AuthorityKeyIdentifierExtension.create(certificate.publicKey),
      new Extension(CRL_NUMBER, false, listNumber(now)),
    ],
    entries: entries.map(({ serial, at, reason }) => ({
      serialNumber: serial,
      revocationDate: at,
      reason: reason === 'bocor' ? X509CrlReason.keyCompromise : X509CrlReason.superseded,
    })),
  });
  return Buffer.from(list.rawData);
}

/** RFC 5280, 5.2.3: grows with every list, also where several processes make them. */
const CRL_NUMBER = '2.5.29.20';
const listNumber = (now: Date): ArrayBuffer =>
  asn1js.Integer.fromBigInt(BigInt(Math.floor(now.getTime() / 1000))).toBER();

/** 16 random bytes whose first bit is 0 and whose first byte is not 0: a positive number. */
function newSerial(random: RandomSource): string {
  const bytes = random(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

async function importKeys(pem: string) {
  const key = createPrivateKey(pem);
  const pkcs8 = key.export({ format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const { subtle } = webcrypto;
  const [privateKey, publicKey] = await Promise.all([
    subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign']),
    subtle.importKey('spki', spki, ALGORITHM, true, ['verify']),
  ]);
  return { privateKey, publicKey };
}
