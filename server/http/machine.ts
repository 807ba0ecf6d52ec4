// The bearer token of programs on this machine: a file that only the same user can read.
import { createHash, timingSafeEqual } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RandomSource, randomToken } from '../core/random.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** True when an Authorization header carries `token` as a bearer (compared in constant time). */
export const isBearer = (header: string | undefined, token: string | undefined): boolean =>
  token !== undefined &&
  header?.startsWith('Bearer ') === true &&
  timingSafeEqual(digest(header.slice(7)), digest(token));

/** Where the local token lies under the data folder. */
export const localTokenFile = (dataDir: string): string => join(dataDir, 'run', 'local-token');

/** Writes a fresh local token for this run of the server (0600) and returns it. */
export function writeLocalToken(dataDir: string, random: RandomSource): string {
  const token = randomToken(random);
  mkdirSync(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  writeFileSync(localTokenFile(dataDir), token, { mode: 0o600 });
  return token;
}
