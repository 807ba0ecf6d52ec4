// The four things that a verification tells apart, each with its own answer and reason.
import type { IssuedCertificate } from '../certificates/index.ts';
import type { SealInspection } from '../sealing/index.ts';
import type { FileChange } from './file-changes.ts';
import type { LogCheck } from './log-check.ts';

/** One answer: yes, no, or null where it can't be said or does not apply; `reason` names why. */
export interface Check {
  holds: boolean | null;
  reason: string;
}

/** The bytes are the ones issued. */
export interface BytesCheck extends Check {
  change?: FileChange;
}
/** The seal holds: signature, whole file, chain, certificate not revoked, time stamp if any. */
export interface SealCheck extends Check {
  /** Everything that failed, in order. */
  reasons: string[];
}

export interface Checks {
  bytes: BytesCheck;
  seal: SealCheck;
  log: LogCheck;
  /** The certificate is in force: known, not revoked, no sample. */
  state: Check;
}

/** What was looked at: a file, or nothing but a code. */
export interface Seen {
  certificate: IssuedCertificate | undefined;
  file: { isExact: boolean; change: FileChange | undefined; seal: SealInspection } | undefined;
  log: LogCheck | undefined;
}

/** The four answers. */
export const checksOf = ({ certificate, file, log }: Seen): Checks => ({
  bytes: file ? bytesCheck(certificate, file) : { holds: null, reason: 'NO_FILE' },
  seal: file ? sealCheck(file) : { holds: null, reason: 'NO_FILE', reasons: [] },
  log: log ?? { holds: null, reason: 'NOT_FOUND' },
  state: stateCheck(certificate),
});

function bytesCheck(
  certificate: IssuedCertificate | undefined,
  { isExact, change }: NonNullable<Seen['file']>,
): BytesCheck {
  if (isExact) return { holds: true, reason: 'SAME' };
  if (!certificate) return { holds: false, reason: 'NOT_ISSUED' };
  return { holds: false, reason: change?.kind ?? 'CONTENT', ...(change && { change }) };
}

function sealCheck({ isExact, seal }: NonNullable<Seen['file']>): SealCheck {
  const { reasons, timestamp } = seal;
  const [first] = reasons;
  if (first) return { holds: false, reason: first, reasons };
  // A root that is not ours alone certifies others' seals too: only the list says who issued it.
  if (!isExact) return { holds: true, reason: 'VALID_UNLISTED', reasons };
  return { holds: true, reason: timestamp?.trusted ? 'STAMPED' : 'VALID', reasons };
}

function stateCheck(certificate: IssuedCertificate | undefined): Check {
  if (!certificate) return { holds: null, reason: 'NOT_FOUND' };
  if (certificate.revoked) return { holds: false, reason: 'REVOKED' };
  return { holds: true, reason: certificate.sample ? 'SAMPLE' : 'IN_FORCE' };
}

/**
 * unknown: nothing of ours. altered: another file under its code. revoked: issued once. sample:
 * never proof of anything. incomplete: ours and unchanged, but seal or log does not bear it out.
 */
export type VerificationState =
  | 'valid'
  | 'altered'
  | 'revoked'
  | 'sample'
  | 'incomplete'
  | 'unknown';

/** The verdict over the four answers; the worst is said first. */
export function verdictOf(
  certificate: IssuedCertificate | undefined,
  { bytes, seal, log }: Checks,
): VerificationState {
  if (!certificate) return 'unknown';
  if (bytes.holds === false) return 'altered';
  if (certificate.revoked) return 'revoked';
  if (certificate.sample) return 'sample';
  return seal.holds === false || log.holds === false ? 'incomplete' : 'valid';
}
