// One rung of the authority in the key folder: its certificate, and its private key where it lies there.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import {
  type AuthorityFacts,
  certify,
  type KeyPair,
  newKey,
  type Rung,
} from './certificate-authority.ts';
import { KeyError } from './key-error.ts';
import type { KeyFolder } from './key-files.ts';

/** A rung's certificate, and its key unless that was taken away (the root's may be kept offline). */
export interface HeldRung {
  certificate: string;
  key: string | undefined;
}

export const keyFile = (rung: Rung): string => `${rung}.key.pem`;
export const certificateFile = (rung: Rung): string => `${rung}.pem`;

/** Who certifies a rung; the root certifies itself. */
export const issuerOf = (rung: Rung): 'root' | 'issuing' =>
  rung === 'root' || rung === 'issuing' ? 'root' : 'issuing';

/**
 * Reads a rung or makes it. Key first, then certificate: whatever a kill leaves, the next start
 * goes on from there. KeyError when what is there can't be used.
 */
export async function openRung(
  folder: KeyFolder,
  rung: Rung,
  issuer: HeldRung | null,
  facts: AuthorityFacts,
): Promise<HeldRung> {
  const known = folder.find(certificateFile(rung));
  let key = folder.find(keyFile(rung));
  if (known !== undefined) {
    assertReadable(known, folder.path(certificateFile(rung)));
    return { certificate: known, key };
  }
  const parent = issuer && complete(folder, issuerOf(rung), issuer);
  if (key === undefined) {
    key = await newKey();
    folder.write(keyFile(rung), key);
  }
  const certificate = await certify(rung, key, parent, facts);
  folder.write(certificateFile(rung), certificate);
  return { certificate, key };
}

/** The rung with its private key; KeyError KEY_MISSING without one. */
export function complete(folder: KeyFolder, rung: Rung, { certificate, key }: HeldRung): KeyPair {
  if (key === undefined) throw new KeyError('KEY_MISSING', folder.path(keyFile(rung)));
  return { certificate, key };
}

/** The private key itself; KeyError when it is missing or no key. */
export function readKey(folder: KeyFolder, rung: Rung, held: HeldRung): KeyObject {
  const { key } = complete(folder, rung, held);
  try {
    return createPrivateKey(key);
  } catch (error) {
    throw new KeyError('KEY_DAMAGED', folder.path(keyFile(rung)), error);
  }
}

/** The certificate's DER. */
export const derOf = (pem: string): Buffer => new X509Certificate(pem).raw;

function assertReadable(pem: string, file: string): void {
  try {
    new X509Certificate(pem);
  } catch (error) {
    throw new KeyError('KEY_DAMAGED', file, error);
  }
}
