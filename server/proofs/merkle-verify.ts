// Checks of Merkle proofs (RFC 9162 sections 2.1.3.2 and 2.1.4.2): they need no tree, only hashes.
import { emptyRoot, nodeHash } from './merkle-hash.ts';

/** What is claimed: the leaf of this hash lies at `index` (from 0) of the tree of `size` leaves. */
export interface InclusionClaim {
  leafHash: Buffer;
  index: number;
  size: number;
  proof: Buffer[];
  root: Buffer;
}

/** What is claimed: the tree of `first` leaves is the beginning of the one of `second`. */
export interface ConsistencyClaim {
  first: number;
  second: number;
  firstRoot: Buffer;
  secondRoot: Buffer;
  proof: Buffer[];
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const areHashes = (...hashes: Buffer[]): boolean => hashes.every((hash) => hash.length === 32);
const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);

/** True when the proof leads from the leaf to the root; false for anything else, never throws. */
export function verifyInclusion({ leafHash, index, size, proof, root }: InclusionClaim): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (!areHashes(leafHash, root, ...proof)) return false;
  let [place, last] = [index, size - 1];
  let hash = leafHash;
  for (const step of proof) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      hash = nodeHash(step, hash);
      [place, last] = rise(place, last);
    } else {
      hash = nodeHash(hash, step);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && hash.equals(root);
}

/** Up to where the node has a sibling on its left: below it is alone on the right edge. */
function rise(place: number, last: number): [number, number] {
  let [at, end] = [place, last];
  while (!isOdd(at) && at !== 0) [at, end] = [half(at), half(end)];
  return [at, end];
}

/** True when the proof joins both roots; false for anything else, never throws. */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { first, second, firstRoot, secondRoot, proof } = claim;
  if (!isCount(first) || !isCount(second) || first > second) return false;
  if (!areHashes(firstRoot, secondRoot, ...proof)) return false;
  if (first === second) return proof.length === 0 && firstRoot.equals(secondRoot);
  // Nothing is the beginning of everything.
  if (first === 0) return proof.length === 0 && firstRoot.equals(emptyRoot());
  const isWhole = Number.isInteger(Math.log2(first));
  const [start, ...steps] = isWhole ? [firstRoot, ...proof] : proof;
  return proof.length > 0 && start !== undefined && leadsToBoth(start, steps, claim);
}

function leadsToBoth(start: Buffer, steps: Buffer[], claim: ConsistencyClaim): boolean {
  let [place, last] = [claim.first - 1, claim.second - 1];
  while (isOdd(place)) [place, last] = [half(place), half(last)];
  let [old, now] = [start, start];
  for (const step of steps) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      old = nodeHash(step, old);
      now = nodeHash(step, now);
      [place, last] = rise(place, last);
    } else {
      now = nodeHash(now, step);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && old.equals(claim.firstRoot) && now.equals(claim.secondRoot);
}
