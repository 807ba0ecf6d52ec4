// PINs: argon2id with the platform's pepper. Six digits alone could be tried out; without the key
// file the hashes are of no use, so the cost can stay low enough for a thousand arrivals a minute.
import { type Algorithm, hash, verify } from '@node-rs/argon2';

/** Hashes and checks PINs of one platform. */
export interface PinHasher {
  hash(pin: string): Promise<string>;
  matches(pinHash: string, pin: string): Promise<boolean>;
}

/** 4 MiB, one pass: measured in docs/PERFORMANCE.md. */
export function createPinHasher(pepper: Buffer): PinHasher {
  // The package declares the algorithm as a const enum, which erasable syntax can't import.
  const argon2id = 2 as Algorithm;
  const options = { algorithm: argon2id, memoryCost: 4096, timeCost: 1, secret: pepper };
  return {
    hash: (pin) => hash(pin, options),
    matches: (pinHash, pin) => verify(pinHash, pin, options),
  };
}
