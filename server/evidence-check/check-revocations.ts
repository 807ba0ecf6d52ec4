// The signed list of revoked certificates: it and the list of certificates say the same.
import { isTextSigned, type RevokedFile, readRevocations } from '../proofs/index.ts';
import { FILES, readCanonical, signedListSchema } from './bundle-format.ts';
import type { Listed } from './check-certificates.ts';
import type { Findings, Group } from './findings.ts';
import { type KeyRing, mayVouch } from './key-ring.ts';
import type { OpenBundle } from './open-bundle.ts';

/** Checks its signature, and that it lists those certificates which are revoked and no others. */
export function checkRevocations(
  bundle: OpenBundle,
  { ring, listed }: { ring: KeyRing; listed: Listed },
  findings: Findings,
): void {
  const group = findings.begin('revocations');
  const rows = readList(bundle, ring, group) ?? [];
  const numbers = new Set<string>();
  for (const row of rows) {
    group.looked();
    if (numbers.has(row.number)) group.lie('NUMBER_TWICE', { number: row.number });
    numbers.add(row.number);
    lookAtRow(row, listed, group);
  }
  for (const { number, state } of listed.values()) {
    if (state === 'revoked' && !numbers.has(number)) group.lie('NOT_IN_REVOCATIONS', { number });
  }
  group.end();
}

function readList(bundle: OpenBundle, ring: KeyRing, group: Group): RevokedFile[] | undefined {
  const file = FILES.revocations;
  const bytes = bundle.small(file);
  if (!bytes) {
    group.lie('FILE_MISSING', { file });
    return undefined;
  }
  const given = readCanonical(bytes.toString('utf8'), signedListSchema);
  const signer = given && ring.evidence.get(given.keyId);
  const list = given && readRevocations(given.text);
  if (!given || !list) group.lie('TEXT_FORM', { file });
  else if (!signer) group.lie('KEY_UNKNOWN', { file, key: given.keyId });
  else if (!isTextSigned(given.text, given.signature, signer)) {
    group.lie('LIST_SIGNATURE', { file });
  } else if (!mayVouch(ring, given.keyId, list.madeAt)) group.lie('KEY_NOT_VALID', { file });
  else if (list.madeAt !== bundle.manifest.madeAt) group.lie('LIST_MOMENT', { at: list.madeAt });
  return list?.revoked;
}

function lookAtRow({ number, sha256, replacedBy }: RevokedFile, listed: Listed, group: Group) {
  const certificate = listed.get(number);
  if (!certificate) group.lie('REVOKED_UNKNOWN', { number });
  else {
    if (certificate.state !== 'revoked') group.lie('REVOKED_BUT_VALID', { number });
    if (certificate.sha256 !== sha256) group.lie('REVOKED_OTHER_FILE', { number });
  }
  // A successor may have been issued after the bundle's moment.
  if (replacedBy === number) group.lie('REPLACED_BY_ITSELF', { number });
}
