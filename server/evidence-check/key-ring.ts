// The certificates in a bundle: what leads to its own root, and which key may vouch for what.
import { X509Certificate } from 'node:crypto';
import { sha256Hex } from '../core/canonical.ts';
import { FILES, KEY_PREFIX, keyFileOf, type Manifest } from './bundle-format.ts';
import type { Findings, Group } from './findings.ts';
import type { OpenBundle } from './open-bundle.ts';

export interface KeyRing {
  /** SHA-256 of the bundle's own root certificate (DER). */
  rootFingerprint: string;
  issuing: X509Certificate;
  root: X509Certificate;
  /** Evidence certificates that lead to the root, by their key's short name. */
  evidence: Map<string, X509Certificate>;
  /** Evidence keys that were revoked, by short name, and since when; filled by `checkCrls`. */
  revoked: Map<string, Date>;
  /** Seal certificates by fingerprint. */
  seals: Map<string, X509Certificate>;
  /** Roots (DER) to which a PDF's seal may lead: the own one and those of keys from outside. */
  sealRoots: Buffer[];
  /** Roots (DER) of time-stamping authorities. */
  tsaRoots: Buffer[];
}

/** SHA-256 of a certificate's DER, 64 hexadecimal digits. */
export const fingerprintOf = ({ raw }: X509Certificate): string => sha256Hex(raw);

/** The first 4 bytes of the SHA-256 of the public key (SPKI), as 8 hexadecimal digits. */
export const keyIdOf = ({ publicKey }: X509Certificate): string =>
  sha256Hex(publicKey.export({ format: 'der', type: 'spki' })).slice(0, 8);

/** The evidence key had not ended at the moment, and nobody had revoked it. */
export function isInForce({ evidence, revoked }: KeyRing, keyId: string, moment: string): boolean {
  const [certificate, since] = [evidence.get(keyId), revoked.get(keyId)];
  const at = Date.parse(moment);
  const hasEnded = certificate === undefined || Date.parse(certificate.validTo) < at;
  return !hasEnded && !(since && since.getTime() <= at);
}

/** The same, and its certificate had begun. */
export function mayVouch(ring: KeyRing, keyId: string, moment: string): boolean {
  const { validFrom = '' } = ring.evidence.get(keyId) ?? {};
  return isInForce(ring, keyId, moment) && Date.parse(validFrom) <= Date.parse(moment);
}

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

/** Reads and checks them; `wanted` is the true root's fingerprint. undefined without a root. */
export async function readKeyRing(
  bundle: OpenBundle,
  findings: Findings,
  wanted: string | undefined,
): Promise<KeyRing | undefined> {
  const group = findings.begin('keys');
  const root = readPem(bundle, FILES.root, group);
  const issuing = readPem(bundle, FILES.issuing, group);
  const { maySeal } = await import('../keys/index.ts');
  const ring = root && issuing && ringOf({ bundle, group, root, issuing, maySeal });
  if (ring) compareRoot(ring, bundle.manifest, { group, wanted });
  group.end({ root: ring?.rootFingerprint ?? '' });
  return ring;
}

interface Reading {
  bundle: OpenBundle;
  group: Group;
  root: X509Certificate;
  issuing: X509Certificate;
  /** Whether a certificate (DER) is for sealing PDFs. */
  maySeal: (der: Buffer) => boolean;
}

function ringOf({ bundle, group, root, issuing, maySeal }: Reading): KeyRing {
  if (!isIssuedBy(root, root)) group.lie('ROOT_NOT_SELF_SIGNED', { file: FILES.root });
  if (!isIssuedBy(issuing, root)) group.lie('CHAIN_BROKEN', { file: FILES.issuing });
  const many = (kind: keyof typeof KEY_PREFIX) => readMany(bundle, kind, group);
  const evidence = new Map<string, X509Certificate>();
  for (const [file, certificate] of many('evidence')) {
    if (!isIssuedBy(certificate, issuing)) group.lie('CHAIN_BROKEN', { file });
    // Whoever came by a seal key shall not sign heads and lists with it.
    else if (maySeal(certificate.raw)) group.lie('KEY_ROLE', { file });
    else evidence.set(keyIdOf(certificate), certificate);
  }
  const foreign = many('foreign').map(([, certificate]) => certificate);
  const seals = new Map<string, X509Certificate>();
  for (const [file, certificate] of many('seal')) {
    const isKnown = [issuing, ...foreign].some((issuer) => isIssuedBy(certificate, issuer));
    const isOwnRoot = foreign.some(({ raw }) => raw.equals(certificate.raw));
    // Each PDF carries its own chain, which is what counts; this file only says which keys there were.
    if (!isKnown && !isOwnRoot) group.note('SEAL_ISSUER_UNKNOWN', { file });
    seals.set(fingerprintOf(certificate), certificate);
  }
  const foreignRoots = foreign.filter((one) => one.checkIssued(one));
  return {
    rootFingerprint: fingerprintOf(root),
    root,
    issuing,
    evidence,
    revoked: new Map(),
    seals,
    sealRoots: [root, ...foreignRoots].map(({ raw }) => raw),
    tsaRoots: many('tsa').map(([, { raw }]) => raw),
  };
}

function compareRoot(
  { rootFingerprint, sealRoots }: KeyRing,
  manifest: Manifest,
  { group, wanted }: { group: Group; wanted: string | undefined },
): void {
  if (manifest.rootFingerprint !== rootFingerprint) {
    group.lie('MANIFEST_ROOT', { root: rootFingerprint });
  }
  if (wanted !== undefined && wanted !== rootFingerprint) {
    group.lie('OTHER_ROOT', { root: rootFingerprint, wanted });
  }
  // The manifest's signer says that they sealed here; whose they are is not for it to say.
  for (const root of sealRoots.map(sha256Hex)) {
    if (root !== rootFingerprint) group.note('SEAL_ROOT_FOREIGN', { root });
  }
}

function readMany(
  bundle: OpenBundle,
  kind: keyof typeof KEY_PREFIX,
  group: Group,
): [string, X509Certificate][] {
  return bundle.smallNames(KEY_PREFIX[kind]).flatMap((file): [string, X509Certificate][] => {
    const certificate = readPem(bundle, file, group);
    if (!certificate) return [];
    if (keyFileOf(kind, fingerprintOf(certificate)) !== file) group.lie('KEY_NAME', { file });
    return [[file, certificate]];
  });
}

function readPem(bundle: OpenBundle, file: string, group: Group): X509Certificate | undefined {
  const bytes = bundle.small(file);
  if (!bytes) {
    group.lie('FILE_MISSING', { file });
    return undefined;
  }
  group.looked();
  try {
    return new X509Certificate(bytes);
  } catch {
    // Whatever else it is, it is no certificate.
    group.lie('KEY_UNREADABLE', { file });
    return undefined;
  }
}
