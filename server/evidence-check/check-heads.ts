// Every signed head: who signed it, which head it follows, and the tree's root at its size. Roots
// are re-computed from the leaves, which says more than any consistency proof.
import { type SignedHead, verifyHead } from '../proofs/index.ts';
import { FILES, headLineSchema, readCanonical } from './bundle-format.ts';
import type { LogFacts } from './check-leaves.ts';
import type { Findings, Group } from './findings.ts';
import { type KeyRing, mayVouch } from './key-ring.ts';
import type { OpenBundle } from './open-bundle.ts';

/** The texts of the heads that were read, by size. */
export type HeadTexts = Map<number, string>;

/** Checks all heads against the tree and each against the one before. */
export async function checkHeads(
  bundle: OpenBundle,
  { ring, log }: { ring: KeyRing; log: LogFacts },
  findings: Findings,
): Promise<HeadTexts> {
  const { totals } = bundle.manifest;
  const group = findings.begin('heads', totals.heads);
  const texts: HeadTexts = new Map();
  let [lines, last, time] = [0, 0, ''];
  await bundle.eachLine(FILES.heads, group, (line, place) => {
    group.looked();
    lines += 1;
    const given = readCanonical(line, headLineSchema);
    if (!given) {
      group.lie('LINE_FORM', { file: FILES.heads, line: place + 1 });
      return;
    }
    const signer = ring.evidence.get(given.keyId);
    const head = signer && verifyHead(given.text, given.signature, signer);
    if (!signer) group.lie('HEAD_KEY', { line: place + 1, key: given.keyId });
    else if (!head) group.lie('HEAD_SIGNATURE', { line: place + 1 });
    if (!signer || !head) return;
    if (head.previous !== last) group.lie('HEAD_PREVIOUS', { size: head.size });
    if (!mayVouch(ring, given.keyId, head.time))
      group.lie('HEAD_KEY_NOT_VALID', { size: head.size });
    // Moments of one form: their texts stand in their order.
    if (head.time < time) group.note('HEAD_TIME', { size: head.size, at: head.time });
    time = head.time;
    lookAtRoot({ ...head, ...given }, { group, log, session: bundle.manifest.session.id });
    texts.set(head.size, given.text);
    last = head.size;
  });
  if (lines !== totals.heads) {
    group.lie('COUNT', { file: FILES.heads, count: lines, listed: totals.heads });
  }
  compareNewest(bundle, last, { group, log });
  group.end({ size: last });
  return texts;
}

function lookAtRoot(
  { size, root, session }: SignedHead,
  { group, log, ...bundle }: { group: Group; log: LogFacts; session: string },
): void {
  if (session !== bundle.session) group.lie('HEAD_SESSION', { size });
  if (size > log.tree.size) group.lie('HEAD_BEYOND', { size });
  else if (log.tree.root(size).toString('hex') !== root) group.lie('HEAD_ROOT', { size });
}

/** The newest head covers all leaves, and is the one that the manifest names. */
function compareNewest(
  { manifest }: OpenBundle,
  last: number,
  { group, log }: { group: Group; log: LogFacts },
): void {
  if (last !== log.tree.size) group.lie('LEAVES_WITHOUT_HEAD', { size: last });
  const named = manifest.head;
  if ((named?.size ?? 0) !== last) group.lie('HEAD_NEWEST', { size: last });
  if (named && named.size <= log.tree.size) {
    const root = log.tree.root(named.size).toString('hex');
    if (root !== named.root) group.lie('HEAD_NEWEST', { size: named.size });
  }
}
