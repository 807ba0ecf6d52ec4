// The list of all issued certificates: its form, each one once, and each one's signature in the log.
import {
  type CertificateLine,
  certificateLineSchema,
  FILES,
  readCanonical,
} from './bundle-format.ts';
import { type Erased, readErased } from './check-erased.ts';
import type { LogFacts } from './check-leaves.ts';
import type { Findings, Group } from './findings.ts';
import type { KeyRing } from './key-ring.ts';
import type { OpenBundle } from './open-bundle.ts';

/** The listed certificates by their number. */
export type Listed = Map<string, CertificateLine>;

/** Checks the list against the log and the keys. */
export async function checkCertificates(
  bundle: OpenBundle,
  { ring, log }: { ring: KeyRing; log: LogFacts },
  findings: Findings,
): Promise<{ listed: Listed; erased: Erased }> {
  const { totals } = bundle.manifest;
  const group = findings.begin('certificates', totals.certificates);
  const listed: Listed = new Map();
  const files = new Set<string>();
  let lines = 0;
  await bundle.eachLine(FILES.certificates, group, (line, place) => {
    group.looked();
    lines += 1;
    const given = readCanonical(line, certificateLineSchema);
    if (!given) {
      group.lie('LINE_FORM', { file: FILES.certificates, line: place + 1 });
      return;
    }
    if (listed.has(given.number)) group.lie('NUMBER_TWICE', { number: given.number });
    listed.set(given.number, given);
    // Each file states its own number: one file can't stand for two.
    if (files.has(given.sha256)) group.lie('FILE_TWICE', { number: given.number });
    files.add(given.sha256);
    lookAtOne(given, { group, ring, log });
  });
  const revoked = [...listed.values()].filter(({ state }) => state === 'revoked').length;
  if (lines !== totals.certificates) {
    group.lie('COUNT', { file: FILES.certificates, count: lines, listed: totals.certificates });
  }
  if (revoked !== totals.revoked) group.lie('REVOKED_COUNT', { count: revoked });
  const erased = readErased(bundle, listed, group);
  group.end({ revoked });
  return { listed, erased };
}

function lookAtOne(
  { number, kind, leafHash, sealCertificate, state, issuedAt }: CertificateLine,
  { group, ring, log }: { group: Group; ring: KeyRing; log: LogFacts },
): void {
  if (kind === 'declaration' && leafHash === null) group.lie('LEAF_MISSING', { number });
  if (leafHash !== null && !log.signatures.has(leafHash)) group.lie('LEAF_NOT_IN_LOG', { number });
  if (leafHash !== null && state === 'valid' && log.withdrawn.has(leafHash)) {
    group.note('VALID_BUT_WITHDRAWN', { number });
  }
  const seal = sealCertificate === null ? undefined : ring.seals.get(sealCertificate);
  if (sealCertificate !== null && !seal) group.lie('SEAL_NOT_LISTED', { number });
  if (!seal) return;
  const at = Date.parse(issuedAt);
  if (Date.parse(seal.validTo) < at) group.lie('SEAL_ENDED', { number });
  // A number is given out before its file is sealed: after a stop in between the key may be newer.
  if (at < Date.parse(seal.validFrom)) group.note('SEAL_NEWER', { number, at: issuedAt });
}
