// Randomness as a parameter, and the tokens made from it.
import { randomBytes } from 'node:crypto';

/** Gives `size` unpredictable bytes. */
export type RandomSource = (size: number) => Buffer;

/** The operating system's randomness. */
export const systemRandom: RandomSource = (size) => randomBytes(size);

/** A URL-safe token of `bytes` random bytes (32 by default: 43 characters). */
export const randomToken = (random: RandomSource, bytes = 32): string =>
  random(bytes).toString('base64url');
