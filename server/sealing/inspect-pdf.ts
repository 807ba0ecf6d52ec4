// Is this PDF sealed by us, whole and unchanged? Bounded, and never throws on rubbish.
import { createHash } from 'node:crypto';
import { PDF_MAX } from '../protocol/limits.ts';
import { findSeal, type SealReason, withoutPadding } from './byte-range.ts';
import { type CmsChecks, type Trust, verifyCms } from './verify-cms.ts';

/** Each check by itself; `reasons` names what failed, in order. */
export interface SealInspection extends CmsChecks {
  isPdf: boolean;
  hasSeal: boolean;
  /** One seal over every byte of the file but its own place, whose padding is empty. */
  coversWholeFile: boolean;
  reasons: SealReason[];
}

/** A PDF's header stands within the first kilobyte (ISO 32000-1, Annex H.3). */
const HEADER_WITHIN = 1024;

/** True when the bytes begin like a PDF. */
export const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, HEADER_WITHIN).includes('%PDF-');

/** What else is known: whose time stamps are believed (DER), and when which seals (serials) were revoked. */
export interface InspectOptions {
  tsaRoots?: readonly Buffer[];
  revoked?: ReadonlyMap<string, Date>;
}

/** Checks the seal of a file of at most 10 MB against the roots (DER) at a moment. */
export function inspectSeal(
  bytes: Buffer,
  trustedRoots: readonly Buffer[],
  at: Date,
  { tsaRoots = [], revoked = new Map() }: InspectOptions = {},
): SealInspection {
  if (bytes.length > PDF_MAX) return failed(false, false, ['TOO_LARGE']);
  if (!isPdf(bytes)) return failed(false, false, ['NOT_A_PDF']);
  const { place, reasons, contents } = findSeal(bytes);
  if (!place) return failed(true, false, reasons);
  if (!contents) return failed(true, true, reasons);
  const cms = withoutPadding(contents);
  if (!cms) return failed(true, true, [...reasons, 'PADDING_USED']);
  const digest = createHash('sha256')
    .update(bytes.subarray(0, place.start))
    .update(bytes.subarray(place.end, place.signedTo))
    .digest();
  const checks = tryCms(cms, digest, { roots: trustedRoots, tsaRoots, at });
  if (!checks) return failed(true, true, [...reasons, 'CMS_UNREADABLE']);
  const failures: [boolean, SealReason][] = [
    [checks.digestMatches, 'DIGEST_DIFFERS'],
    [checks.signatureValid, 'SIGNATURE_WRONG'],
    [checks.chainTrusted, checks.sealExpired ? 'SEAL_EXPIRED' : 'ROOT_UNKNOWN'],
    [!isRevoked(checks, revoked), 'SEAL_REVOKED'],
    [!checks.timestampWrong, 'TIMESTAMP_WRONG'],
  ];
  const all = [...reasons, ...failures.flatMap(([holds, reason]) => (holds ? [] : [reason]))];
  return {
    isPdf: true,
    hasSeal: true,
    coversWholeFile: reasons.length === 0,
    ...checks,
    reasons: all,
  };
}

/** A revocation counts for every file but those whose independent time lies before it. */
function isRevoked(
  { sealSerial, timestamp }: CmsChecks,
  revoked: ReadonlyMap<string, Date>,
): boolean {
  const since = sealSerial === null ? undefined : revoked.get(sealSerial);
  if (!since) return false;
  return !(timestamp?.trusted && timestamp.at < since);
}

function tryCms(cms: Buffer, digest: Buffer, trust: Trust): CmsChecks | undefined {
  try {
    return verifyCms(cms, digest, trust);
  } catch {
    // Whatever a stranger's bytes make the parser say, they are not a seal of ours.
    return undefined;
  }
}

const failed = (pdf: boolean, hasSeal: boolean, reasons: SealReason[]): SealInspection => ({
  isPdf: pdf,
  hasSeal,
  coversWholeFile: false,
  digestMatches: false,
  signatureValid: false,
  chainTrusted: false,
  sealExpired: false,
  sealSerial: null,
  timestamp: null,
  timestampWrong: false,
  reasons,
});
