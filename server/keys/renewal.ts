// The yearly new key of seal and evidence. Old certificates stay for good, old private keys go.
import { X509Certificate } from 'node:crypto';
import { type AuthorityFacts, certify, newKey, type Rung } from './certificate-authority.ts';
import { keyIdOf } from './evidence-key.ts';
import type { KeyFolder } from './key-files.ts';
import { certificateFile, complete, type HeldRung, keyFile } from './rungs.ts';

/** The rungs whose keys are renewed. */
export const RENEWED = ['seal', 'evidence'] as const;
export type RenewedRung = (typeof RENEWED)[number];

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;

/** True when a certificate's key has been in use for a year. */
export const isDue = (pem: string, now: Date): boolean =>
  now.getTime() - Date.parse(new X509Certificate(pem).validFrom) >= YEAR_DAYS * DAY_MS;

const nextKey = (rung: Rung): string => `${rung}.next.key.pem`;
const nextCertificate = (rung: Rung): string => `${rung}.next.pem`;
/** Where the certificate of an earlier year lies. */
export const formerCertificate = (rung: Rung, pem: string): string => `${rung}-${keyIdOf(pem)}.pem`;

/**
 * Gives a rung a new key. The new pair is written beside the old one; from the moment when its
 * certificate is there it counts, and whatever a kill leaves, `finishRenewal` completes it.
 */
export async function renewRung(
  folder: KeyFolder,
  rung: RenewedRung,
  issuing: HeldRung,
  facts: AuthorityFacts,
): Promise<void> {
  const issuer = complete(folder, 'issuing', issuing);
  const key = await newKey();
  folder.write(nextKey(rung), key);
  folder.write(nextCertificate(rung), await certify(rung, key, issuer, facts));
  finishRenewal(folder, rung);
}

/** Puts a new pair in place of the old one; does nothing when there is none. */
export function finishRenewal(folder: KeyFolder, rung: RenewedRung): void {
  if (folder.find(nextCertificate(rung)) === undefined) {
    // A key without a certificate was never used.
    folder.remove(nextKey(rung));
    return;
  }
  const old = folder.find(certificateFile(rung));
  if (old !== undefined) folder.write(formerCertificate(rung, old), old);
  // Takes the old private key's place: no file holds it any more.
  folder.move(nextKey(rung), keyFile(rung));
  folder.move(nextCertificate(rung), certificateFile(rung));
}
