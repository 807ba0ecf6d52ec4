// The platform's own authority in the key folder: root, issuing certificate, and their revocation lists.
import { X509Certificate } from 'node:crypto';
import {
  type AuthorityFacts,
  type KeyPair,
  RUNGS,
  revocationList,
} from './certificate-authority.ts';
import {
  createEvidenceKey,
  type EvidenceCertificate,
  type EvidenceKey,
  keyIdOf,
} from './evidence-key.ts';
import type { KeyFolder } from './key-files.ts';
import { finishRenewal, RENEWED } from './renewal.ts';
import { readRevoked } from './revoked.ts';
import { complete, type HeldRung, openRung, readKey } from './rungs.ts';

export interface Authority {
  root: HeldRung;
  issuing: HeldRung;
  rootCrl: Buffer;
}

/** Days until a published revocation list has to be fetched again. */
const CRL_DAYS = 30;
const DAY_MS = 86_400_000;
const later = (moment: Date, days: number): Date => new Date(moment.getTime() + days * DAY_MS);

/** Reads root and issuing certificate, making what is missing. */
export async function openAuthority(folder: KeyFolder, facts: AuthorityFacts): Promise<Authority> {
  for (const rung of RENEWED) finishRenewal(folder, rung);
  const root = await openRung(folder, 'root', null, facts);
  const rootCrl = await openRootCrl(folder, root, facts);
  return { root, rootCrl, issuing: await openRung(folder, 'issuing', root, facts) };
}

async function openRootCrl(
  folder: KeyFolder,
  root: HeldRung,
  facts: AuthorityFacts,
): Promise<Buffer> {
  const known = folder.find(ROOT_CRL);
  if (known !== undefined) return Buffer.from(known, 'base64');
  return makeRootCrl(folder, complete(folder, 'root', root), facts);
}

const ROOT_CRL = 'root.crl.base64';

/** Makes the root's revocation list (DER) and keeps it. */
export async function makeRootCrl(
  folder: KeyFolder,
  root: KeyPair,
  { now }: Pick<AuthorityFacts, 'now'>,
): Promise<Buffer> {
  const until = later(now, RUNGS.root.years * 365);
  const list = await revocationList(root, { now, until, entries: [] });
  folder.write(ROOT_CRL, `${list.toString('base64')}\n`);
  return list;
}

const ISSUING_CRL = 'issuing.crl.base64';

/**
 * The issuing certificate's revocation list (DER): made new where its key is, and kept; the one
 * that was kept last where the key is elsewhere; nothing when there never was one.
 */
export async function issuingCrl(
  folder: KeyFolder,
  { issuing }: Authority,
  now: Date,
): Promise<Buffer | null> {
  if (issuing.key === undefined) {
    const kept = folder.find(ISSUING_CRL);
    return kept === undefined ? null : Buffer.from(kept, 'base64');
  }
  const facts = { now, until: later(now, CRL_DAYS), entries: readRevoked(folder) };
  return revocationList(complete(folder, 'issuing', issuing), facts);
}

/** Keeps today's list for the time when the issuing key is elsewhere. */
export async function keepIssuingCrl(
  folder: KeyFolder,
  authority: Authority,
  now: Date,
): Promise<void> {
  const list = await issuingCrl(folder, authority, now);
  if (list) folder.write(ISSUING_CRL, `${list.toString('base64')}\n`);
}

/** Reads or makes the evidence key. */
export async function openEvidence(
  folder: KeyFolder,
  { root, issuing }: Authority,
  facts: AuthorityFacts,
): Promise<EvidenceKey> {
  const held = await openRung(folder, 'evidence', issuing, facts);
  const chain = [issuing.certificate, root.certificate];
  return createEvidenceKey(readKey(folder, 'evidence', held), held.certificate, chain);
}

/** Certificates of this and earlier years, oldest first: `<rung>.pem` and `<rung>-<key id>.pem`. */
export function allCertificates(folder: KeyFolder, rung: 'seal' | 'evidence'): string[] {
  const pattern = new RegExp(`^${rung}(?:-[0-9a-f]{8})?\\.pem$`);
  return folder
    .names()
    .filter((name) => pattern.test(name))
    .flatMap((name) => folder.find(name) ?? [])
    .sort((a, b) => startOf(a) - startOf(b));
}

const startOf = (pem: string): number => Date.parse(new X509Certificate(pem).validFrom);

export const evidenceCertificates = (folder: KeyFolder): EvidenceCertificate[] =>
  allCertificates(folder, 'evidence').map((pem) => ({ keyId: keyIdOf(pem), pem }));
