// The two hashes of a Merkle log (RFC 6962 section 2.1) and the split that gives the tree its shape.
import { hash } from 'node:crypto';

const sha256 = (data: Buffer): Buffer => hash('sha256', data, 'buffer');

/** The root of a tree without leaves: SHA-256 of nothing. */
export const emptyRoot = (): Buffer => sha256(Buffer.alloc(0));

/** SHA-256(0x01 || left || right). */
export const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  sha256(Buffer.concat([Buffer.of(1), left, right]));

/** The largest power of two below `size`, which is at least 2. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}
