// Randomness as a parameter, and the tokens made from it.
import { randomBytes, randomFillSync } from 'node:crypto';

/** Gives `size` unpredictable bytes. */
export type RandomSource = (size: number) => Buffer;

const POOL_BYTES = 4_096;

/**
 * The operating system's randomness, fetched by the page: a crowd that signs asks for a few bytes
 * thousands of times a second. No byte is given twice, and none stays behind.
 */
function createPooledRandom(): RandomSource {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  return (size) => {
    if (size > POOL_BYTES / 4) return randomBytes(size);
    if (used + size > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    const bytes = Buffer.from(pool.subarray(used, used + size));
    pool.fill(0, used, used + size);
    used += size;
    return bytes;
  };
}

/** The operating system's randomness. */
export const systemRandom: RandomSource = createPooledRandom();

/** A URL-safe token of `bytes` random bytes (32 by default: 43 characters). */
export const randomToken = (random: RandomSource, bytes = 32): string =>
  random(bytes).toString('base64url');
