// Every leaf of the log: its place, its form, what it is about; and the tree over all of them.
import {
  amendedLeaf,
  createMerkleTree,
  type Leaf,
  leafHash,
  type MerkleTree,
  readAmendment,
  readLeaf,
  WITHDRAWAL_FORMAT,
} from '../proofs/index.ts';
import { entryLineSchema, FILES, readCanonical } from './bundle-format.ts';
import type { BundleTexts } from './check-texts.ts';
import type { Findings, Group } from './findings.ts';
import type { OpenBundle } from './open-bundle.ts';

export interface LogFacts {
  tree: MerkleTree;
  /** Hash of a signature's leaf -> its place; without later leaves. */
  signatures: Map<string, number>;
  /** Hashes of withdrawn signatures' leaves. */
  withdrawn: Set<string>;
}

/** Re-computes every leaf's hash and the tree; rules are those of the log's frozen formats. */
export async function checkLeaves(
  bundle: OpenBundle,
  texts: BundleTexts,
  findings: Findings,
): Promise<LogFacts> {
  const { totals, session } = bundle.manifest;
  const group = findings.begin('leaves', totals.leaves);
  const log: LogFacts = { tree: createMerkleTree(), signatures: new Map(), withdrawn: new Set() };
  const amended = new Set<string>();
  const known = new Set<string>();
  await bundle.eachLine(FILES.entries, group, (line, place) => {
    group.looked();
    const entry = readCanonical(line, entryLineSchema);
    if (!entry || entry.sequence !== place) {
      group.lie('LINE_FORM', { file: FILES.entries, line: place + 1 });
      return;
    }
    const hash = leafHash(entry.leaf);
    log.tree.append(Buffer.from(hash, 'hex'));
    if (known.has(hash)) group.lie('LEAF_TWICE', { place });
    known.add(hash);
    const leaf = readLeaf(entry.leaf);
    if (leaf) {
      lookAtLeaf(leaf, { group, texts, session: session.id, place });
      log.signatures.set(hash, place);
    } else {
      lookAtAmendment(entry.leaf, { group, log, amended, session: session.id, place });
    }
  });
  if (log.tree.size !== totals.leaves) {
    group.lie('COUNT', { file: FILES.entries, count: log.tree.size, listed: totals.leaves });
  }
  group.end({ signatures: log.signatures.size, amended: amended.size });
  return log;
}

interface LeafPlace {
  group: Group;
  texts: BundleTexts;
  session: string;
  place: number;
}

function lookAtLeaf(leaf: Leaf, { group, texts, session, place }: LeafPlace): void {
  if (leaf.session !== session) group.lie('LEAF_SESSION', { place });
  if (leaf.declaration !== texts.declaration) group.lie('LEAF_DECLARATION', { place });
  if (leaf.consent !== texts.consent) group.lie('LEAF_CONSENT', { place });
  if (leaf.ticks.length !== texts.clauses) group.lie('LEAF_TICKS', { place });
  const region = leaf.seat.split('/')[0];
  if (leaf.region !== '' && leaf.region !== region) group.lie('LEAF_SEAT', { place });
}

interface AmendmentPlace extends Omit<LeafPlace, 'texts'> {
  log: LogFacts;
  amended: Set<string>;
}

/** A later leaf names an earlier signature that nobody has withdrawn before. */
function lookAtAmendment(
  text: string,
  { group, log, amended, session, place }: AmendmentPlace,
): void {
  const amendment = readAmendment(text);
  if (!amendment) {
    group.lie('LEAF_FORM', { place });
    return;
  }
  const target = amendedLeaf(amendment);
  if (amendment.session !== session) group.lie('LEAF_SESSION', { place });
  if (!log.signatures.has(target)) group.lie('AMENDS_NOTHING', { place });
  if (log.withdrawn.has(target)) group.lie('AMENDS_WITHDRAWN', { place });
  if (amendment.format === WITHDRAWAL_FORMAT) log.withdrawn.add(target);
  amended.add(target);
}
