// What a certificate is worth: looked up by its code, or by the very bytes of a PDF.
import type { CertificateStore, IssuedCertificate } from '../certificates/index.ts';
import { readCode } from '../certificates/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { RateLimit } from '../http/rate-limits.ts';
import type { SealKeys } from '../keys/index.ts';
import { isPdf, type SealInspection } from '../sealing/index.ts';
import { changeBetween } from './file-changes.ts';
import type { FileInspector } from './file-inspector.ts';
import { checkLog, type LogDoor } from './log-check.ts';
import {
  type Checks,
  checksOf,
  type Seen,
  type VerificationState,
  verdictOf,
} from './verification-checks.ts';

/** The judgement over a code or a file. */
export interface Verification {
  state: VerificationState;
  checks: Checks;
  /** The certificate that was found; nothing when it is unknown. */
  certificate: IssuedCertificate | undefined;
  replacement: IssuedCertificate | undefined;
  checkedAt: Date;
  /** Of a file only. */
  file?: { sha256: string; inspection: SealInspection };
}

export interface VerificationService {
  /**
   * By a code as it was typed or scanned. Failures are counted by `address`: throws
   * TOO_MANY_ATTEMPTS. A text that can't be a code is unknown.
   */
  verifyCode(typed: string, address: string): Promise<Verification>;
  /** By a file, which is not kept. Throws NOT_A_PDF and what the inspector throws. */
  verifyPdf(bytes: Buffer, address: string): Promise<Verification>;
}

export interface VerificationOptions {
  store: Pick<CertificateStore, 'findByCode' | 'findBySha256' | 'getBytes'>;
  keys: Pick<SealKeys, 'evidenceCertificates'>;
  log: LogDoor;
  inspector: Pick<FileInspector, 'inspect'>;
  limit: RateLimit;
  clock: Clock;
}

export function createVerificationService(options: VerificationOptions): VerificationService {
  const { store, keys, log, inspector, limit, clock } = options;

  const judge = async (
    certificate: IssuedCertificate | undefined,
    file: Seen['file'],
  ): Promise<Omit<Verification, 'file'>> => {
    const code = certificate?.revoked?.replacedBy;
    const [replacement, logCheck] = await Promise.all([
      code ? store.findByCode(code, 'full') : undefined,
      certificate && checkLog({ log, keys }, certificate),
    ]);
    const checks = checksOf({ certificate, file, log: logCheck });
    const state = verdictOf(certificate, checks);
    return { state, checks, certificate, replacement, checkedAt: clock.now() };
  };

  /** The certificate that an altered file says it is. */
  const findNamed = async (codes: string[]): Promise<IssuedCertificate | undefined> => {
    for (const code of codes) {
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
      return judge(certificate, undefined);
    },
    async verifyPdf(bytes, address) {
      if (!isPdf(bytes)) throw new AppError('NOT_A_PDF');
      const { sha256, seal, named } = await inspector.inspect(bytes, clock.now(), address);
      const exact = await store.findBySha256(sha256);
      const certificate = exact ?? (await findNamed(named));
      const isExact = exact !== undefined;
      const change =
        certificate && !isExact && !certificate.erased
          ? changeBetween(await store.getBytes(certificate._id), bytes)
          : undefined;
      const verdict = await judge(certificate, { isExact, change, seal });
      return { ...verdict, file: { sha256, inspection: seal } };
    },
  };
}
