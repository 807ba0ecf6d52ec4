// Certificates for their holders: issued once, downloaded byte for byte, corrected by a new number.
import { AppError } from '../core/app-error.ts';
import type { CertificateKind, PersonalKind } from './certificate-data.ts';
import type { IssuedCertificate } from './certificate-store.ts';
import { fitsKind } from './certificate-subject.ts';
import { type RevokedBy, replaceCertificate, revokeCertificate } from './correcting.ts';
import type { Target } from './draft.ts';
import { type IssuingDependencies, issueCertificate } from './issuing.ts';

/** A certificate's file as it was issued. */
export interface CertificateFile {
  certificate: IssuedCertificate;
  bytes: Buffer;
}

export interface CertificateService {
  /** Issues or gives what is there; see `issueCertificate` for its errors. */
  issue(registration: string, kind: PersonalKind): Promise<IssuedCertificate>;
  /** The same for any kind; subjects are those of certificate-subject.ts. Throws NOT_FOUND. */
  issueFor(session: string, kind: CertificateKind, subject: string): Promise<IssuedCertificate>;
  /** The holder's issued certificates that count. */
  certificatesOf(registration: string): Promise<IssuedCertificate[]>;
  /** The signed declaration of somebody who has signed. */
  ensureDeclaration(registration: string): Promise<IssuedCertificate>;
  /** Some certificates of a session, oldest first. */
  listOfSession(session: string, limit: number): Promise<IssuedCertificate[]>;
  /** Throws CERTIFICATE_UNKNOWN. */
  getFile(code: string): Promise<CertificateFile>;
  /** Ends a certificate with a reason. Throws CERTIFICATE_UNKNOWN, CERTIFICATE_REVOKED. */
  revoke(code: string, by: RevokedBy): Promise<void>;
  /** Ends a certificate and issues its successor under a new number; see `replaceCertificate`. */
  replace(code: string, by: RevokedBy): Promise<IssuedCertificate>;
}

/** The service; `onIssued` hears of each certificate that this process was asked for, once. */
export function createCertificateService(
  deps: IssuingDependencies,
  onIssued: (certificate: IssuedCertificate) => void = () => undefined,
): CertificateService {
  const { store } = deps;
  const underWay = new Map<string, Promise<IssuedCertificate>>();

  /** Callers at the same time share one piece of work. */
  const issueTarget = (target: Target): Promise<IssuedCertificate> => {
    const key = `${target.session ?? ''}:${target.kind}:${target.subject}`;
    const running = underWay.get(key);
    if (running) return running;
    const work = issueCertificate(deps, target)
      .then((certificate) => {
        onIssued(certificate);
        return certificate;
      })
      .finally(() => underWay.delete(key));
    underWay.set(key, work);
    return work;
  };

  const issue = (subject: string, kind: PersonalKind) => issueTarget({ kind, subject });

  const getByCode = async (code: string): Promise<IssuedCertificate> => {
    const certificate = await store.findByCode(code, 'full');
    if (!certificate) throw new AppError('CERTIFICATE_UNKNOWN');
    return certificate;
  };

  return {
    issue,
    async issueFor(session, kind, subject) {
      if (!fitsKind(kind, subject)) throw new AppError('NOT_FOUND');
      return issueTarget({ session, kind, subject });
    },
    certificatesOf: (registration) => store.listOfRegistration(registration),
    ensureDeclaration: (registration) => issue(registration, 'declaration'),
    listOfSession: (session, limit) => store.listOfSession(session, limit),
    async getFile(code) {
      const certificate = await getByCode(code);
      return { certificate, bytes: await store.getBytes(certificate._id) };
    },
    revoke: async (code, by) => revokeCertificate(deps, await getByCode(code), by),
    replace: async (code, by) => replaceCertificate(deps, await getByCode(code), by),
  };
}
