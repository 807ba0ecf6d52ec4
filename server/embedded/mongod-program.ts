// What the ways to a mongod have in common: what they are given and what they find.
import { join } from 'node:path';
import type { Report } from './report.ts';
import type { CommandOptions } from './run-command.ts';

export interface MongodBinary {
  command: string;
  /** What the program needs in its environment beyond PATH. */
  env: NodeJS.ProcessEnv;
}

export interface BinarySearch {
  cacheDir: string;
  report: Report;
  env: NodeJS.ProcessEnv;
  /** Ends a download that is under way. */
  signal?: AbortSignal;
}

/** The limits of a helper program that a search runs. */
export function limitsOf(search: BinarySearch, timeoutMs: number): CommandOptions {
  const { env, signal } = search;
  return signal ? { timeoutMs, env, signal } : { timeoutMs, env };
}

/** A cache entry's mongod, with the libraries that lie beside it. */
export function cachedMongod(dir: string): MongodBinary {
  return { command: join(dir, 'mongod'), env: { LD_LIBRARY_PATH: join(dir, 'lib') } };
}
