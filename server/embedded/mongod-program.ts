// What the ways to a mongod have in common: what they are given and what they find.
import { join } from 'node:path';
import type { Report } from './report.ts';

export interface MongodBinary {
  command: string;
  /** What the program needs in its environment beyond PATH. */
  env: NodeJS.ProcessEnv;
}

export interface BinarySearch {
  cacheDir: string;
  report: Report;
  env: NodeJS.ProcessEnv;
}

/** A cache entry's mongod, with the libraries that lie beside it. */
export function cachedMongod(dir: string): MongodBinary {
  return { command: join(dir, 'mongod'), env: { LD_LIBRARY_PATH: join(dir, 'lib') } };
}
