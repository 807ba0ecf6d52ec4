// After a restore, or when in doubt: does every stored file still have its hash and a seal that holds?
import { createHash } from 'node:crypto';
import { inspectSeal } from '../sealing/index.ts';
import type { CertificateStore } from './certificate-store.ts';

/** How many files were looked at, and the numbers of those that are not as they were issued. */
export interface StoredCheck {
  checked: number;
  damaged: string[];
}

/** Reads one file after the other; `trustedRoots` are DER, `at` is the moment of the check. */
export async function checkStored(
  store: Pick<CertificateStore, 'eachFile'>,
  trustedRoots: readonly Buffer[],
  at: Date,
): Promise<StoredCheck> {
  const result: StoredCheck = { checked: 0, damaged: [] };
  for await (const { number, sha256, bytes } of store.eachFile()) {
    const same = createHash('sha256').update(bytes).digest('hex') === sha256;
    const holds = inspectSeal(bytes, trustedRoots, at).reasons.length === 0;
    result.checked += 1;
    if (!same || !holds) result.damaged.push(number);
  }
  return result;
}
