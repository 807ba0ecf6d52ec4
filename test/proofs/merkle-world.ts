// What the tests of the Merkle tree share: the committed vectors, trees of any size, flipped bits.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { sha256Hex } from '../../server/core/canonical.ts';
import { createMerkleTree, type MerkleTree } from '../../server/proofs/index.ts';

const hashes = z.array(z.string());
const vectorSchema = z.object({
  source: z.string(),
  leaves: hashes,
  leafHashes: hashes,
  roots: hashes,
  inclusion: z.array(z.object({ index: z.number(), size: z.number(), proof: hashes })),
  consistency: z.array(z.object({ first: z.number(), second: z.number(), proof: hashes })),
});
const file = new URL('./merkle-vectors.json', import.meta.url);
export const vectors = vectorSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

export const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
export const hex = (all: Buffer[]): string[] => all.map((one) => one.toString('hex'));

/** The hash of a leaf of these bytes. */
export const hashOfLeaf = (leaf: Buffer): Buffer =>
  bytes(sha256Hex(Buffer.concat([Buffer.of(0), leaf])));

/** A tree over `size` leaves of different texts. */
export function treeOf(size: number): MerkleTree {
  const tree = createMerkleTree();
  for (let place = 0; place < size; place += 1) tree.append(hashOfLeaf(Buffer.from(`${place}`)));
  return tree;
}

/** A copy in which one bit is the other. */
export function flipped(buffer: Buffer, bit: number): Buffer {
  const copy = Buffer.from(buffer);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}
