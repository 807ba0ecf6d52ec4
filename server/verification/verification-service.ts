// What a certificate is worth: looked up by its code, or by the very bytes of a PDF.
import { createHash } from 'node:crypto';
import type { CertificateStore, IssuedCertificate } from '../certificates/index.ts';
import { readCode } from '../certificates/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { RateLimit } from '../http/rate-limits.ts';
import { type InspectOptions, inspectSeal, isPdf, type SealInspection } from '../sealing/index.ts';

/** Five states, as the page's five verdicts. */
export type VerificationState = 'valid' | 'altered' | 'revoked' | 'sample' | 'unknown';

/** One check by itself; null where there was nothing to check. */
export interface VerificationChecks {
  known: boolean;
  bytes: boolean | null;
  seal: boolean | null;
  whole: boolean | null;
  chain: boolean | null;
}

/** The judgement over a code or a file. */
export interface Verification {
  state: VerificationState;
  /** The certificate that was found; nothing when it is unknown. */
  certificate: IssuedCertificate | undefined;
  replacement: IssuedCertificate | undefined;
  checkedAt: Date;
  /** Of a file only. */
  file?: { sha256: string; checks: VerificationChecks; inspection: SealInspection };
}

export interface VerificationService {
  /**
   * By a code as it was typed or scanned. Failures are counted by `address`: throws
   * TOO_MANY_ATTEMPTS. A text that can't be a code is unknown.
   */
  verifyCode(typed: string, address: string): Promise<Verification>;
  /** By a file, which is not kept. Throws NOT_A_PDF. */
  verifyPdf(bytes: Buffer): Promise<Verification>;
}

/** Codes that a file names itself: its one keyword, in the document's information or its XMP. */
const NAMED_CODE = /(?:\(|Keywords>)([0-9A-HJKMNP-TV-Z]{26})(?:\)|<)/g;
/** A file of ours names one code, twice; more than a few is an attempt at something else. */
const CODES_MAX = 4;

export function createVerificationService(options: {
  store: Pick<CertificateStore, 'findByCode' | 'findBySha256'>;
  trustedRoots: readonly Buffer[];
  /** Whose time stamps are believed (DER), and which seals no longer count. */
  known?: () => InspectOptions;
  limit: RateLimit;
  clock: Clock;
}): VerificationService {
  const { store, trustedRoots, known, limit, clock } = options;

  const findReplacement = async (certificate: IssuedCertificate | undefined) => {
    const code = certificate?.revoked?.replacedBy;
    return code ? store.findByCode(code, 'full') : undefined;
  };

  /** The certificate that an altered file says it is. */
  const findNamed = async (bytes: Buffer): Promise<IssuedCertificate | undefined> => {
    const named = [...bytes.toString('latin1').matchAll(NAMED_CODE)].map(([, code]) => code ?? '');
    for (const code of [...new Set(named)].slice(0, CODES_MAX)) {
      const certificate = await store.findByCode(code, 'full');
      if (certificate) return certificate;
    }
    return undefined;
  };

  return {
    async verifyCode(typed, address) {
      limit.check(address);
      const read = readCode(typed);
      const certificate = read && (await store.findByCode(read.code, read.form));
      if (!certificate) limit.fail(address);
      const replacement = await findReplacement(certificate);
      return { state: stateOf(certificate), certificate, replacement, checkedAt: clock.now() };
    },
    async verifyPdf(bytes) {
      if (!isPdf(bytes)) throw new AppError('NOT_A_PDF');
      const checkedAt = clock.now();
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const inspection = inspectSeal(bytes, trustedRoots, checkedAt, known?.());
      const exact = await store.findBySha256(sha256);
      const certificate = exact ?? (await findNamed(bytes));
      const checks = checksOf(certificate, exact !== undefined, inspection);
      const state = certificate && !exact ? 'altered' : stateOf(certificate);
      const replacement = await findReplacement(certificate);
      const file = { sha256, checks, inspection };
      return { state, certificate, replacement, checkedAt, file };
    },
  };
}

function stateOf(certificate: IssuedCertificate | undefined): VerificationState {
  if (!certificate) return 'unknown';
  if (certificate.revoked) return 'revoked';
  return certificate.sample ? 'sample' : 'valid';
}

function checksOf(
  certificate: IssuedCertificate | undefined,
  isExact: boolean,
  { hasSeal, digestMatches, signatureValid, coversWholeFile, ...seal }: SealInspection,
): VerificationChecks {
  return {
    known: certificate !== undefined,
    bytes: certificate ? isExact : null,
    seal: hasSeal && digestMatches && signatureValid,
    whole: hasSeal ? coversWholeFile : null,
    chain: hasSeal ? seal.chainTrusted && !seal.reasons.includes('SEAL_REVOKED') : null,
  };
}
