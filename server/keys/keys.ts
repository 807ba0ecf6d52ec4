// The seal's keys: the platform's own under DATA_DIR/keys, made on first start, or a PKCS#12 file.
import { X509Certificate } from 'node:crypto';
import {
  type Authority,
  allCertificates,
  evidenceCertificates,
  issuingCrl,
  openAuthority,
  openEvidence,
} from './authority.ts';
import type { AuthorityFacts } from './certificate-authority.ts';
import { type EvidenceCertificate, type EvidenceKey, fingerprintOf } from './evidence-key.ts';
import { createHashSigner, type HashSigner } from './hash-signer.ts';
import { type KeyFolder, openKeyFolder } from './key-files.ts';
import { readP12 } from './p12.ts';
import { derOf, openRung, readKey } from './rungs.ts';
import type { SealLevel } from './seal-level.ts';

/** What sealing, verifying and publishing need of the keys. */
export interface SealKeys {
  signer: HashSigner;
  /** Our own root, before it the one that a PKCS#12 key's chain leads to (PEM). */
  rootPem: string;
  /** Roots (DER) of our own seals, past ones included. */
  trustedRoots: Buffer[];
  /** SHA-256 of our own root certificate (DER), 64 hexadecimal digits. */
  rootFingerprint: string;
  /** Certificates of this and all earlier years' seal keys (PEM), oldest first. */
  sealCertificates: string[];
  /** Signs everything but PDFs; always our own. */
  evidence: EvidenceKey;
  evidenceCertificates: EvidenceCertificate[];
  /** The revocation list of the issuing certificate (DER). */
  createCrl(now: Date): Promise<Buffer | null>;
  /** The root's own list (DER), made with it. */
  rootCrl: Buffer | null;
}

/** Where the keys come from. */
export interface KeySource extends AuthorityFacts {
  keysDir: string;
  /** PKCS#12 file and password instead of an own seal key. */
  p12?: { file: string; password: string; level: SealLevel } | undefined;
}

/**
 * Opens the keys, making what is missing; a start after a kill half-way completes the rest.
 * The key signs and verifies once. KeyError when something is there but not usable.
 */
export async function openSealKeys(source: KeySource): Promise<SealKeys> {
  // A PKCS#12 file that can't be used leaves the folder as it was.
  const foreign = source.p12 && openP12(source.p12, source.now);
  const folder = openKeyFolder(source.keysDir);
  const authority = await openAuthority(folder, source);
  const signer = foreign ?? (await openOwnSeal(folder, authority, source));
  const evidence = await openEvidence(folder, authority, source);
  const ownRoot = authority.root.certificate;
  const foreignRoots = foreign ? [foreign.chain.at(-1) ?? foreign.certificate] : [];
  return {
    signer,
    rootPem: [...foreignRoots.map(pemOf), ownRoot].join(''),
    trustedRoots: [...foreignRoots, derOf(ownRoot)],
    rootFingerprint: fingerprintOf(ownRoot),
    sealCertificates: [
      ...allCertificates(folder, 'seal'),
      ...(foreign ? [pemOf(foreign.certificate)] : []),
    ],
    evidence,
    evidenceCertificates: evidenceCertificates(folder),
    createCrl: (now) => issuingCrl(folder, authority, now),
    rootCrl: authority.rootCrl,
  };
}

const pemOf = (der: Buffer): string => new X509Certificate(der).toString();

function openP12({ file, password, level }: NonNullable<KeySource['p12']>, now: Date): HashSigner {
  return createHashSigner({ ...readP12(file, password), level, now });
}

async function openOwnSeal(
  folder: KeyFolder,
  { root, issuing }: Authority,
  source: KeySource,
): Promise<HashSigner> {
  const seal = await openRung(folder, 'seal', issuing, source);
  return createHashSigner({
    key: readKey(folder, 'seal', seal),
    certificate: derOf(seal.certificate),
    chain: [derOf(issuing.certificate), derOf(root.certificate)],
    level: 'tidak-tersertifikasi',
    now: source.now,
  });
}
