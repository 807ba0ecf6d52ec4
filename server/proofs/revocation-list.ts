// The signed list of certificates that count no longer: frozen, without names and free text.
import { canonicalJson } from '../core/canonical.ts';
import { type FieldCheck, isHash, isMoment, isText, readStrict } from './strict-json.ts';

export const REVOCATIONS_FORMAT = 'ikrar-revocations/1';

/** One file that was issued and counts no longer. */
export interface RevokedFile {
  number: string;
  /** Of the file's bytes. */
  sha256: string;
  /** ISO 8601 in UTC with milliseconds. */
  at: string;
  /** The category of the reason; what was noted beside is not published. */
  reason: string;
  /** Number of the certificate that stands for it now. */
  replacedBy: string | null;
}

export interface RevocationList {
  /** As of when it is whole. */
  madeAt: string;
  revoked: RevokedFile[];
}

/** The list as it is given out: the signed text, byte for byte, and who signed it. */
export interface SignedRevocations {
  text: string;
  /** ECDSA P-256 with SHA-256 over the text in UTF-8: r and s, 64 bytes, base64. */
  signature: string;
  keyId: string;
}

/** The text that is signed: canonical JSON that begins with its own format's name. */
export const revocationsText = ({ madeAt, revoked }: RevocationList): string =>
  canonicalJson({ format: REVOCATIONS_FORMAT, madeAt, revoked });

const isNumber: FieldCheck = (value) =>
  typeof value === 'string' && /^[A-Z0-9-]{8,60}$/.test(value);
const rowChecks = {
  number: isNumber,
  sha256: isHash,
  at: isMoment,
  reason: (value: unknown) => typeof value === 'string' && /^[\w-]{1,40}$/.test(value),
  replacedBy: (value: unknown) => value === null || isNumber(value),
};
const isRow: FieldCheck = (value) => readStrict(canonicalOf(value), rowChecks) !== undefined;
const canonicalOf = (value: unknown): string => {
  try {
    return canonicalJson(value);
  } catch {
    return '';
  }
};

/** The list that the text states; undefined when it is not exactly one. */
export function readRevocations(text: string): RevocationList | undefined {
  const value = readStrict(text, {
    format: isText(REVOCATIONS_FORMAT),
    madeAt: isMoment,
    revoked: (rows) => Array.isArray(rows) && rows.every(isRow),
  });
  // Every field of every row was checked one by one just now.
  return value && { madeAt: String(value.madeAt), revoked: value.revoked as RevokedFile[] };
}
