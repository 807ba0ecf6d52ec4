// What the verification page shows; its template is templates/pages/verification.hbs.

/** Five verdicts, each with its own shape, word and colour. */
export type VerdictState = 'sah' | 'berubah' | 'dicabut' | 'contoh' | 'tak-dikenal';

/** Rows of a verdict; the label is `verification.facts.<key>` of the catalogue. */
export type FactKey =
  | 'document'
  | 'name'
  | 'office'
  | 'region'
  | 'event'
  | 'date'
  | 'number'
  | 'minutes'
  | 'issuer'
  | 'sealedAt'
  | 'code'
  | 'fingerprint'
  | 'issuedFingerprint'
  | 'leaf'
  | 'revokedAt'
  | 'reason'
  | 'replacement'
  | 'checkedAt'
  | 'tryThis'
  | 'inDoubt';

export interface VerificationFact {
  key: FactKey;
  /** Ready for reading: dates, codes and hashes are already formatted. */
  value: string;
  href?: string;
  /** Hexadecimal digits or a code: set in groups, in a face of equal widths. */
  digits?: boolean;
}

/** Checks of an uploaded file, in their order; null: not applicable or not reached. */
export type CheckKey = 'known' | 'bytes' | 'seal' | 'whole' | 'chain';
export interface VerificationCheck {
  key: CheckKey;
  passed: boolean | null;
}

export interface VerificationVerdict {
  state: VerdictState;
  /** The one sentence below the word: what the verdict means here. */
  sentence: string;
  facts: VerificationFact[];
  /** Empty when a code was checked, not a file. */
  checks: VerificationCheck[];
  /** The issued file, for its holder only. */
  download?: string;
}

export interface VerificationView {
  /** Short name of the host institution. */
  host: string;
  /** What was typed into the code field. */
  typed: string;
  /** Name of the file that was checked. */
  fileName?: string;
  /** A refused input: malformed code, not a PDF, too large, too many attempts. */
  error?: { field: 'code' | 'file'; message: string };
  verdict: VerificationVerdict | null;
}
