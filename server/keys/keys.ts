// The seal's keys: the platform's own under DATA_DIR/keys, made on first start, or a PKCS#12 file.
import { X509Certificate } from 'node:crypto';
import {
  type Authority,
  allCertificates,
  evidenceCertificates,
  issuingCrl,
  keepIssuingCrl,
  openAuthority,
  openEvidence,
} from './authority.ts';
import type { AuthorityFacts } from './certificate-authority.ts';
import { type EvidenceCertificate, type EvidenceKey, fingerprintOf } from './evidence-key.ts';
import { createHashSigner, type HashSigner } from './hash-signer.ts';
import { KeyError } from './key-error.ts';
import { type KeyFolder, openKeyFolder } from './key-files.ts';
import { type KeyRow, keyRows, serialOf } from './key-status.ts';
import { learnCertificate } from './learn-certificate.ts';
import { readP12 } from './p12.ts';
import { keepP12, keptP12, rootOf } from './p12-certificates.ts';
import { isDue, RENEWED, type RenewedRung, renewRung } from './renewal.ts';
import { addRevoked, type RevocationReason, readRevoked } from './revoked.ts';
import { complete, derOf, openRung, readKey } from './rungs.ts';
import type { SealLevel } from './seal-level.ts';

/** What sealing, verifying and publishing need of the keys; ask anew, they are renewed yearly. */
export interface SealKeys {
  readonly signer: HashSigner;
  /** Our own root, before it the one that a PKCS#12 key's chain leads to (PEM). */
  readonly rootPem: string;
  /** Roots (DER) of our own seals, past ones included. */
  readonly trustedRoots: Buffer[];
  /** SHA-256 of our own root certificate (DER), 64 hexadecimal digits. */
  readonly rootFingerprint: string;
  /** Certificates of this and all earlier years' seal keys (PEM), oldest first. */
  readonly sealCertificates: string[];
  /** Signs everything but PDFs; always our own. */
  readonly evidence: EvidenceKey;
  readonly evidenceCertificates: EvidenceCertificate[];
  /** The revocation list of the issuing certificate (DER). */
  createCrl(now: Date): Promise<Buffer | null>;
  /** The root's own list (DER), made with it. */
  readonly rootCrl: Buffer | null;
  /** Revoked seal certificates' serial numbers, with the moment of each revocation. */
  revokedSeals(): ReadonlyMap<string, Date>;
  /** Keeps a fresh revocation list in the folder, to be given out while the issuing key is away. */
  keepCrl(now: Date): Promise<void>;
  /**
   * Gives seal and evidence a new key where the old one is a year old (`force`: now). Nothing
   * happens while the issuing key is elsewhere.
   */
  renew(now: Date, force?: boolean): Promise<RenewedRung[]>;
  /**
   * Revokes a seal certificate of our own, named by the beginning of its fingerprint (at least 8
   * digits); the one in use is renewed first. Gives the whole fingerprint. KeyError SEAL_UNKNOWN
   * when none or several begin so, KEY_MISSING while the issuing key is elsewhere.
   */
  revokeSeal(named: string, reason: RevocationReason, now: Date): Promise<string>;
  /** Certificates of our own authority's seal and evidence keys, this and earlier years'. */
  ownCertificates(): { role: RenewedRung; pem: string }[];
  /**
   * Keeps the certificate of a key that another process with a copy of our issuing key made;
   * false when it is known already or not certified by ours for that role.
   */
  learn(role: RenewedRung, pem: string): boolean;
  /** Every certificate with its state; `tsaRoots` are DER. */
  status(now: Date, tsaRoots: readonly Buffer[]): KeyRow[];
}

/** Where the keys come from. */
export interface KeySource extends AuthorityFacts {
  keysDir: string;
  /** PKCS#12 file and password instead of an own seal key. */
  p12?: { file: string; password: string; level: SealLevel } | undefined;
}

/** What one reading of the folder gives. */
interface Held {
  authority: Authority;
  signer: HashSigner;
  evidence: EvidenceKey;
}

/**
 * Opens the keys, making what is missing; a start after a kill half-way completes the rest.
 * The key signs and verifies once. KeyError when something is there but not usable.
 */
export async function openSealKeys(source: KeySource): Promise<SealKeys> {
  // A PKCS#12 file that can't be used leaves the folder as it was.
  const foreign = source.p12 && openP12(source.p12, source.now);
  const folder = openKeyFolder(source.keysDir);
  if (foreign) keepP12(folder, foreign);
  const opened: Opened = { folder, source, foreign, held: await load(folder, source, foreign) };
  const { authority } = opened.held;
  const ownRoot = authority.root.certificate;
  return {
    get signer() {
      return opened.held.signer;
    },
    get evidence() {
      return opened.held.evidence;
    },
    get sealCertificates() {
      return [...keptP12(folder, 'seal'), ...allCertificates(folder, 'seal')];
    },
    get evidenceCertificates() {
      return evidenceCertificates(folder);
    },
    rootPem: `${foreign ? pemOf(rootOf(foreign)) : ''}${ownRoot}`,
    trustedRoots: [...keptP12(folder, 'root'), ownRoot].map(derOf),
    rootFingerprint: fingerprintOf(ownRoot),
    rootCrl: authority.rootCrl,
    createCrl: (now) => issuingCrl(folder, authority, now),
    revokedSeals: () => new Map(readRevoked(folder).map(({ serial, at }) => [serial, at])),
    keepCrl: (now) => keepIssuingCrl(folder, authority, now),
    renew: (now, force = false) => renewDue(opened, now, force),
    revokeSeal: (named, reason, now) => revokeSeal(opened, { named, reason, now }),
    ownCertificates: () =>
      RENEWED.flatMap((role) => allCertificates(folder, role).map((pem) => ({ role, pem }))),
    learn: (role, pem) => learnCertificate(folder, authority, role, pem),
    status: (now, tsaRoots) => {
      const p12 = foreign ? pathOf(foreign) : [];
      return keyRows(folder, { p12, tsaRoots: tsaRoots.map(pemOf) }, now);
    },
  };
}

/** Seal and evidence change with each renewal; root and issuing certificate stay while it is open. */
interface Opened {
  folder: KeyFolder;
  source: KeySource;
  foreign: HashSigner | undefined;
  held: Held;
}

async function renewDue(opened: Opened, now: Date, force: boolean): Promise<RenewedRung[]> {
  const { folder, source, foreign, held } = opened;
  const { issuing } = held.authority;
  if (issuing.key === undefined) return [];
  const due = dueRungs(folder, foreign !== undefined, now, force);
  for (const rung of due) await renewRung(folder, rung, issuing, { ...source, now });
  if (due.length > 0) opened.held = await load(folder, { ...source, now }, foreign);
  return due;
}

async function revokeSeal(
  opened: Opened,
  { named, reason, now }: { named: string; reason: RevocationReason; now: Date },
): Promise<string> {
  const { folder, source, foreign, held } = opened;
  const { issuing } = held.authority;
  complete(folder, 'issuing', issuing);
  const pem = findSealCertificate(folder, named);
  // Nothing is ever sealed with a revoked key.
  if (pem === folder.find('seal.pem')) {
    await renewRung(folder, 'seal', issuing, { ...source, now });
    opened.held = await load(folder, { ...source, now }, foreign);
  }
  addRevoked(folder, { serial: serialOf(new X509Certificate(pem)), at: now, reason });
  await keepIssuingCrl(folder, opened.held.authority, now);
  return fingerprintOf(pem);
}

const pemOf = (der: Buffer): string => new X509Certificate(der).toString();

/** The seal's certificate and those above it: the first that ends, ends its seals. */
const pathOf = ({ certificate, chain }: Pick<HashSigner, 'certificate' | 'chain'>): string[] =>
  [certificate, ...chain].map(pemOf);

/** The same rows without opening the keys: nothing is made, completed or tried. */
export function readKeyRows(
  { keysDir, p12, now }: Pick<KeySource, 'keysDir' | 'p12' | 'now'>,
  tsaRoots: readonly Buffer[],
): KeyRow[] {
  const outside = p12 ? pathOf(readP12(p12.file, p12.password)) : [];
  return keyRows(openKeyFolder(keysDir), { p12: outside, tsaRoots: tsaRoots.map(pemOf) }, now);
}

async function load(
  folder: KeyFolder,
  source: KeySource,
  foreign: HashSigner | undefined,
): Promise<Held> {
  const authority = await openAuthority(folder, source);
  const signer = foreign ?? (await openOwnSeal(folder, authority, source));
  return { authority, signer, evidence: await openEvidence(folder, authority, source) };
}

/** With a PKCS#12 seal an own seal key that lies there still is left as it is. */
function dueRungs(folder: KeyFolder, foreign: boolean, now: Date, force: boolean): RenewedRung[] {
  return RENEWED.filter((rung) => {
    const pem = folder.find(`${rung}.pem`);
    return pem !== undefined && !(foreign && rung === 'seal') && (force || isDue(pem, now));
  });
}

const NAMED = /^[0-9a-f]{8,64}$/;

function findSealCertificate(folder: KeyFolder, named: string): string {
  const wanted = named.toLowerCase().replace(/[\s:]/g, '');
  const found = NAMED.test(wanted)
    ? allCertificates(folder, 'seal').filter((pem) => fingerprintOf(pem).startsWith(wanted))
    : [];
  const [pem] = found;
  if (!pem || found.length > 1) throw new KeyError('SEAL_UNKNOWN', named);
  return pem;
}

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
