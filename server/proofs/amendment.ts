// Later leaves of the log: a withdrawal or a corrected name, each naming the signature's leaf by its
// hash. Frozen, and without any name or free text: the reason lies beside, in the database.
import { canonicalJson } from '../core/canonical.ts';
import { isHash, isId, isMoment, isText, readStrict } from './strict-json.ts';

export const WITHDRAWAL_FORMAT = 'ikrar-withdrawal/1';
export const CORRECTION_FORMAT = 'ikrar-correction/1';

/** The signature stands no longer. */
export interface Withdrawal {
  format: typeof WITHDRAWAL_FORMAT;
  session: string;
  /** Hash of the withdrawn signature's leaf. */
  withdraws: string;
  /** ISO 8601 in UTC with milliseconds. */
  at: string;
}

/** The signature stands under a corrected name. */
export interface Correction {
  format: typeof CORRECTION_FORMAT;
  session: string;
  /** Hash of the corrected signature's leaf. */
  corrects: string;
  /** Commitment to the corrected name and acting status: see `personCommitment`. */
  person: string;
  at: string;
}

export type Amendment = Withdrawal | Correction;

/** The amendment's canonical JSON text: what is hashed, logged and proven. */
export const amendmentText = (amendment: Amendment): string => canonicalJson(amendment);

/** Hash of the signature's leaf that the amendment is about. */
export const amendedLeaf = (amendment: Amendment): string =>
  amendment.format === WITHDRAWAL_FORMAT ? amendment.withdraws : amendment.corrects;

/** The amendment that a leaf's text states; undefined when it is not exactly one. */
export const readAmendment = (text: string): Amendment | undefined =>
  readWithdrawal(text) ?? readCorrection(text);

function readWithdrawal(text: string): Withdrawal | undefined {
  const value = readStrict(text, {
    format: isText(WITHDRAWAL_FORMAT),
    session: isId,
    withdraws: isHash,
    at: isMoment,
  });
  return (
    value && {
      format: WITHDRAWAL_FORMAT,
      session: String(value.session),
      withdraws: String(value.withdraws),
      at: String(value.at),
    }
  );
}

function readCorrection(text: string): Correction | undefined {
  const value = readStrict(text, {
    format: isText(CORRECTION_FORMAT),
    session: isId,
    corrects: isHash,
    person: isHash,
    at: isMoment,
  });
  return (
    value && {
      format: CORRECTION_FORMAT,
      session: String(value.session),
      corrects: String(value.corrects),
      person: String(value.person),
      at: String(value.at),
    }
  );
}
