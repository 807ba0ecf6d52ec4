// A Merkle tree in memory (RFC 6962 section 2.1): it only grows, and proves any leaf of any of its
// sizes, and any size against any later one.
import { createHashList, type HashList } from './hash-list.ts';
import { emptyRoot, nodeHash, splitOf } from './merkle-hash.ts';

export interface MerkleTree {
  /** Number of leaves. */
  readonly size: number;
  /** Adds a leaf by its hash (32 bytes: SHA-256(0x00 || leaf)); a RangeError for another length. */
  append(leafHash: Buffer): void;
  /** The hash of leaf `index` (from 0); a RangeError outside the tree. */
  leaf(index: number): Buffer;
  /** The root of the first `size` leaves, of all by default. */
  root(size?: number): Buffer;
  /** The audit path of leaf `index` in the tree of the first `size` leaves, lowest first. */
  inclusionProof(index: number, size?: number): Buffer[];
  /** That the tree of `first` leaves is the beginning of the one of `second`. */
  consistencyProof(first: number, second?: number): Buffer[];
}

/** An empty tree. Every function throws a RangeError for what lies outside of it. */
export function createMerkleTree(): MerkleTree {
  /** levels[h] holds the roots of the complete subtrees of 2^h leaves, from the left. */
  const levels = [createHashList()];
  const size = () => levels[0]?.length ?? 0;
  const rootOf = createRangeRoot(levels);
  const within = (value: number, from: number, to: number) => {
    if (Number.isSafeInteger(value) && value >= from && value <= to) return;
    throw new RangeError(`${value} is not within ${from} and ${to}`);
  };

  return {
    get size() {
      return size();
    },
    append(leafHash) {
      if (leafHash.length !== 32) throw new RangeError('A leaf hash has 32 bytes');
      addTo(levels, leafHash);
    },
    leaf(index) {
      within(index, 0, size() - 1);
      return rootOf(index, index + 1);
    },
    root(wanted = size()) {
      within(wanted, 0, size());
      return wanted === 0 ? emptyRoot() : rootOf(0, wanted);
    },
    inclusionProof(index, wanted = size()) {
      within(wanted, 1, size());
      within(index, 0, wanted - 1);
      return inclusionPath(rootOf, index, wanted);
    },
    consistencyProof(first, second = size()) {
      within(second, 0, size());
      within(first, 0, second);
      return first === 0 || first === second ? [] : consistencyPath(rootOf, first, second);
    },
  };
}

/** The root over the leaves from `start` up to (without) `end`. */
type RangeRoot = (start: number, end: number) => Buffer;

/** Adds a leaf and the roots of the subtrees that it completes. */
function addTo(levels: HashList[], leafHash: Buffer): void {
  let hash = leafHash;
  for (let height = 0; ; height += 1) {
    const level = levels[height] ?? createHashList();
    levels[height] = level;
    level.push(hash);
    const left = level.get(level.length - 2);
    if (level.length % 2 === 1 || !left) return;
    hash = nodeHash(left, hash);
  }
}

/** Complete subtrees are looked up; only the ragged right edge is hashed, once for each height. */
const createRangeRoot = (levels: HashList[]): RangeRoot => {
  const rootOf: RangeRoot = (start, end) => {
    const size = end - start;
    const height = Math.log2(size);
    if (Number.isInteger(height)) {
      const hash = levels[height]?.get(start / size);
      if (!hash) throw new RangeError('Outside the tree');
      return hash;
    }
    const split = splitOf(size);
    return nodeHash(rootOf(start, start + split), rootOf(start + split, end));
  };
  return rootOf;
};

/** PATH(index, D[size]) of RFC 6962 section 2.1.1. */
function inclusionPath(rootOf: RangeRoot, index: number, size: number): Buffer[] {
  const path: Buffer[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    const isLeft = index < middle;
    path.push(isLeft ? rootOf(middle, end) : rootOf(start, middle));
    if (isLeft) end = middle;
    else start = middle;
  }
  return path.reverse();
}

/** PROOF(first, D[second]) of RFC 6962 section 2.1.2. */
function consistencyPath(rootOf: RangeRoot, first: number, second: number): Buffer[] {
  const path: Buffer[] = [];
  let [start, end] = [0, second];
  // The old tree's right edge lies in [start, end) until that range is a whole part of the old tree.
  while (first !== end) {
    const middle = start + splitOf(end - start);
    const isLeft = first <= middle;
    path.push(isLeft ? rootOf(middle, end) : rootOf(start, middle));
    if (isLeft) end = middle;
    else start = middle;
  }
  // A part that begins with the first leaf is the old tree itself, which the verifier has.
  if (start > 0) path.push(rootOf(start, end));
  return path.reverse();
}
