// Seal certificates that no longer count, kept in the key folder and named by the revocation list.
import { z } from 'zod';
import { KeyError } from './key-error.ts';
import type { KeyFolder } from './key-files.ts';

/** Why a seal certificate was revoked: its key was in foreign hands, or it was replaced. */
export const REVOCATION_REASONS = ['bocor', 'diganti'] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

/** A reason as it was typed; nothing when it is none. */
export const readReason = (typed: string | undefined): RevocationReason | undefined =>
  REVOCATION_REASONS.find((reason) => reason === typed);

const entrySchema = z.object({
  /** The certificate's serial number in hexadecimal, without leading zeros. */
  serial: z.string().regex(/^[0-9a-f]{1,40}$/),
  at: z.iso.datetime(),
  reason: z.enum(REVOCATION_REASONS),
});

/** One revoked certificate. */
export interface RevokedSeal {
  serial: string;
  at: Date;
  reason: RevocationReason;
}

const FILE = 'issuing.revoked.json';

/** What is revoked, oldest first; KeyError when the file is damaged. */
export function readRevoked(folder: KeyFolder): RevokedSeal[] {
  const text = folder.find(FILE);
  if (text === undefined) return [];
  try {
    const entries = z.array(entrySchema).parse(JSON.parse(text));
    return entries.map((entry) => ({ ...entry, at: new Date(entry.at) }));
  } catch (error) {
    throw new KeyError('KEY_DAMAGED', folder.path(FILE), error);
  }
}

/** Adds one; false when it is there already, with its first moment and reason. */
export function addRevoked(folder: KeyFolder, revoked: RevokedSeal): boolean {
  const known = readRevoked(folder);
  if (known.some(({ serial }) => serial === revoked.serial)) return false;
  folder.write(FILE, `${JSON.stringify([...known, revoked], null, 2)}\n`);
  return true;
}
