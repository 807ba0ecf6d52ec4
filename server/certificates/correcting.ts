// Ends a certificate, alone or together with the issuing of the one that stands for it.
import type { AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { ClientSession } from '../core/database.ts';
import type { CertificateDocument } from './certificate-model.ts';
import type { IssuedCertificate } from './certificate-store.ts';
import { collectDraft } from './draft.ts';
import { type IssuingDependencies, makeFile, NotIssuableError, newReservation } from './issuing.ts';

/** Who ends a certificate, why, and from where. */
export interface RevokedBy {
  actor: AuditActor;
  address: string;
  /** One of REVOCATION_REASONS: it is published. */
  reason: string;
  /** For staff only. */
  note?: string;
}

/** Ends it; throws CERTIFICATE_REVOKED when somebody was first. */
export async function revokeCertificate(
  deps: IssuingDependencies,
  old: IssuedCertificate,
  by: RevokedBy,
): Promise<void> {
  await deps.database.transaction((transaction) => end(deps, old, { by, transaction }));
}

/**
 * Draws the successor under a new number from today's facts, then ends the old one and stores the
 * new one in one transaction: never both, never neither. Throws CERTIFICATE_REVOKED,
 * NotIssuableError, MissingGlyphError.
 */
export async function replaceCertificate(
  deps: IssuingDependencies,
  old: IssuedCertificate,
  by: RevokedBy,
): Promise<IssuedCertificate> {
  if (!old.active) throw new AppError('CERTIFICATE_REVOKED');
  const { kind, subject, session } = old;
  const target = { kind, subject, session };
  const draft = await collectDraft(deps.doors, target);
  if (!draft) throw new AppError('NOT_FOUND');
  if (draft.missing) throw new NotIssuableError(draft.missing);
  const number = await deps.store.takeNumbers(draft.series);
  const reservation = newReservation(deps, target, draft, number);
  const wording = await deps.sealing.wordingOf(session, kind);
  const file = await makeFile(deps, reservation, wording);
  const successor: CertificateDocument = { ...reservation, ...file, replaces: old.code };
  await deps.database.transaction(async (transaction) => {
    await end(deps, old, { by, transaction, replacedBy: successor.code });
    await deps.store.insert(successor, transaction);
    const data = { certificate: successor._id, kind, number: successor.number };
    const { actor, address } = by;
    await deps.audit.write(
      { event: 'certificate.issued', data, actor, address, session },
      transaction,
    );
  });
  const { bytes: _bytes, ...issued } = successor;
  return { ...issued, sha256: file.sha256 };
}

async function end(
  { store, audit, time }: IssuingDependencies,
  { _id, session }: IssuedCertificate,
  how: { by: RevokedBy; transaction: ClientSession; replacedBy?: string },
): Promise<void> {
  const { actor, address, reason, note = '' } = how.by;
  const revoked = { at: time.clock.now(), reason, note, replacedBy: how.replacedBy ?? null };
  if (!(await store.revoke(_id, revoked, how.transaction))) {
    throw new AppError('CERTIFICATE_REVOKED');
  }
  const data = { certificate: _id, reason };
  const event = { event: 'certificate.revoked' as const, data, actor, address, session };
  await audit.write(event, how.transaction);
}
