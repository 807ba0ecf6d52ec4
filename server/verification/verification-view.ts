// What the verification page shows; its template is templates/pages/verification.hbs.
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';

/** Six verdicts, each with its own shape, word and colour. */
export type VerdictState = 'sah' | 'berubah' | 'dicabut' | 'contoh' | 'kurang' | 'tak-dikenal';

/** Rows of a verdict; the label is `verification.facts.<key>` of the catalogue. */
export type FactKey =
  | 'document'
  | 'name'
  | 'office'
  | 'region'
  | 'signed'
  | 'late'
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
  | 'erased'
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

/** The four things that are told apart, in their order. */
export type CheckKey = 'bytes' | 'seal' | 'log' | 'state';
export interface VerificationCheck {
  key: CheckKey;
  /** null: not applicable or not looked at. */
  passed: boolean | null;
  /** One sentence: what holds, or why it doesn't. */
  text: string;
  href?: string;
}

export interface VerificationVerdict {
  state: VerdictState;
  /** The one sentence below the word: what the verdict means here. */
  sentence: string;
  facts: VerificationFact[];
  checks: VerificationCheck[];
  /** The issued file, for its holder and for staff. */
  download: string | undefined;
}

/** A line of the comparison with a QR code: what the list says, to read and to compare. */
export interface ComparedRow {
  key: 'document' | 'number' | 'name' | 'office' | 'region' | 'date';
  text: string;
  /** As the statement has it; nothing when there is nothing to compare with. */
  value: string | undefined;
  /** Words for a statement's bare code, shown when it is the same as `value`. */
  means?: string | undefined;
}

/** The page that says how to report, and the office of the certificate's region where it is known. */
export interface ReportingPlace {
  href: string;
  office: object | undefined;
}

export interface VerificationView {
  /** Of a certificate that was found. */
  reporting?: ReportingPlace;
  /** Short name of the host institution. */
  host: string;
  /** What was typed into the code field. */
  typed: string;
  /** Name of the file that was checked. */
  fileName?: string;
  /** A refused input: malformed code, not a PDF, too large, too many attempts. */
  error?: { field: 'code' | 'file'; message: string };
  verdict?: VerificationVerdict;
  /** What a QR code is compared with; the rows without texts when no certificate was found. */
  compared: ComparedRow[];
}

/** What the presenter needs beside the verification. */
export interface VerificationFrame {
  catalogue: Catalogue;
  language: Language;
  /** Name of the host when the certificate names none. */
  host: string;
  /** The code or the file's name, as the visitor gave it. */
  typed: string;
  fileName?: string | undefined;
  /** True for the holder and for staff. */
  mayDownload: boolean;
}
