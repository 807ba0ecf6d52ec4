// The platform's own secrets: 32 random bytes each, made on first start, readable by us alone.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RandomSource } from './random.ts';

/** token: cookies and links. code: invitation codes. pin: pepper of PINs. csrf: form tokens. */
export const SECRET_NAMES = ['token', 'code', 'pin', 'csrf'] as const;
export type SecretKeys = Record<(typeof SECRET_NAMES)[number], Buffer>;

const loadOrCreate = (file: string, random: RandomSource): Buffer => {
  try {
    const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
    if (secret.length === 32) return secret;
    throw new Error(`The key file ${file} is damaged: 64 hexadecimal digits expected`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const secret = random(32);
  // Written beside and renamed, so that a kill half-way never leaves half a key.
  writeFileSync(`${file}.new`, `${secret.toString('hex')}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secret;
};

/** Reads `<keysDir>/<name>.key`, making what is missing (0600). Throws on a damaged file. */
export function loadSecretKeys(keysDir: string, random: RandomSource): SecretKeys {
  mkdirSync(keysDir, { recursive: true, mode: 0o700 });
  const load = (name: string) => loadOrCreate(join(keysDir, `${name}.key`), random);
  return { token: load('token'), code: load('code'), pin: load('pin'), csrf: load('csrf') };
}
