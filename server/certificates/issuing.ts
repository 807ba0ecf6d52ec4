// One certificate from reservation to frozen file: collect, render, seal, store, publish.
import { createHash } from 'node:crypto';
import { type Audit, SYSTEM_ACTOR } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { SealKeys, SealLevel } from '../keys/index.ts';
import { type CertificateData, type CertificateKind, isPersonalKind } from './certificate-data.ts';
import type { Missing } from './certificate-facts.ts';
import type { CertificateDocument } from './certificate-model.ts';
import type { CertificateDoors } from './certificate-sources.ts';
import { signedStatement } from './certificate-statement.ts';
import type { CertificateStore, FrozenFile, IssuedCertificate } from './certificate-store.ts';
import { regionOfSubject } from './certificate-subject.ts';
import { certificateNumber, newCertificateCode, newShortCode } from './codes.ts';
import { collectDraft, type Draft, type Target } from './draft.ts';
import type { FileMaker } from './file-maker.ts';
import type { WordingSource } from './wording.ts';

/** A certificate that can't be issued (yet); `missing` says what is not there. */
export class NotIssuableError extends Error {
  readonly missing: Missing;
  constructor(missing: Missing) {
    super(`The certificate can't be issued: ${missing}`);
    this.name = 'NotIssuableError';
    this.missing = missing;
  }
}

/** The wording to print in a session for a kind: the published one, else the built-in. */
export type WordingOf = (session: string, kind: CertificateKind) => Promise<WordingSource>;

export interface IssuingDependencies {
  database: Database;
  store: CertificateStore;
  doors: CertificateDoors;
  audit: Audit;
  sealing: {
    level: SealLevel;
    files: Pick<FileMaker, 'make'>;
    /** Refuses data that can't be printed: nothing is reserved for it. */
    check(data: CertificateData): void;
    publicUrl: string;
    /** SHA-256 of the platform's own root certificate. */
    rootFingerprint: string;
    wordingOf: WordingOf;
    /** Signs the statement in the QR code. */
    evidence: SealKeys['evidence'];
  };
  time: { clock: Clock; random: RandomSource };
}

/** A certificate without its file, issued or only reserved. */
export type Reservation = Omit<CertificateDocument, 'bytes'>;

/**
 * Issues a document, or gives the one that is there. However often and from wherever it is
 * called, a subject gets one file and one number of a kind. Throws NotIssuableError,
 * MissingGlyphError, NOT_REGISTERED, REGION_UNKNOWN, NOT_FOUND, DOCUMENT_TOO_LARGE, and
 * CERTIFICATE_REVOKED for a person's that was revoked without a successor.
 */
export async function issueCertificate(
  deps: IssuingDependencies,
  target: Target,
): Promise<IssuedCertificate> {
  const known = await deps.store.findActive(target);
  if (known?.sha256) return { ...known, sha256: known.sha256 };
  const reservation = known ?? (await reserve(deps, target));
  if (reservation.sha256) return { ...reservation, sha256: reservation.sha256 };
  const wording = await deps.sealing.wordingOf(reservation.session, target.kind);
  const issued = await freeze(deps, reservation, await makeFile(deps, reservation, wording));
  // Taken back meanwhile, because a name or a signature was amended: begun anew from today's facts.
  return issued ?? issueCertificate(deps, target);
}

/** Draws and seals a reservation's file. Rejects with MissingGlyphError. */
export async function makeFile(
  { sealing, time }: IssuingDependencies,
  { data }: Pick<Reservation, 'data'>,
  wording: WordingSource,
): Promise<FrozenFile> {
  const { bytes, timestamp } = await sealing.files.make({ data, wording }, time.clock.now());
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, sha256, timestamp, templateVersion: wording.version };
}

const unknownSubject = ({ kind, subject }: Target): AppError => {
  if (isPersonalKind(kind)) return new AppError('NOT_REGISTERED');
  const code = regionOfSubject(subject);
  return code ? new AppError('REGION_UNKNOWN', { code }) : new AppError('NOT_FOUND');
};

/** Takes number and codes for good; of two at once, one wins and both get its reservation. */
async function reserve(deps: IssuingDependencies, target: Target): Promise<Reservation> {
  const draft = await collectDraft(deps.doors, target);
  if (!draft) throw unknownSubject(target);
  if (draft.missing) throw new NotIssuableError(draft.missing);
  // What staff revoked is not made anew because its holder asks again.
  if (isPersonalKind(target.kind) && (await deps.store.wasRevoked(draft.session._id, target))) {
    throw new AppError('CERTIFICATE_REVOKED');
  }
  const document = newReservation(deps, target, draft, await deps.store.takeNumbers(draft.series));
  if (await deps.store.reserve(document)) return document;
  const first = await deps.store.findActive(target);
  if (!first) throw new Error('A refused reservation has no first one');
  return first;
}

/**
 * The reservation of a draft that lacks nothing; `sequence` is its place in the draft's series.
 * Throws MissingGlyphError or a ZodError for what can't be printed.
 */
export function newReservation(
  { time, sealing }: Pick<IssuingDependencies, 'time' | 'sealing'>,
  { kind, subject }: Target,
  { session, sample, registration, signature, contentOf }: Draft,
  sequence: number,
): CertificateDocument {
  const number = certificateNumber({ kind, date: session.date, sample, sequence });
  const code = newCertificateCode(time.random);
  const shortCode = newShortCode(time.random);
  const issuedAt = time.clock.now();
  const { publicUrl, level: sealLevel, rootFingerprint } = sealing;
  const names = { number, code, shortCode };
  const { data, says } = contentOf({ ...names, publicUrl, issuedAt, sealLevel, rootFingerprint });
  sealing.check(data);
  const statement = signedStatement(says, sealing.evidence);
  return {
    _id: newId(time.random),
    schemaVersion: 2,
    kind,
    session: session._id,
    subject,
    registration,
    signature,
    ...names,
    sample,
    data: { ...data, statement },
    // Known when the file is drawn: the wording may be published anew until then.
    templateVersion: '',
    issuedAt,
    active: true,
    revoked: null,
    timestamp: null,
    sha256: null,
    bytes: null,
  };
}

/**
 * Stores file and audit together; when another process was first, its file counts. undefined: the
 * reservation is no more.
 */
async function freeze(
  { database, store, audit }: IssuingDependencies,
  { _id, kind, number, session }: Reservation,
  file: FrozenFile,
): Promise<IssuedCertificate | undefined> {
  await database.transaction(async (transaction) => {
    if (!(await store.freeze(_id, file, transaction))) return;
    const data = { certificate: _id, kind, number };
    const by = { actor: SYSTEM_ACTOR, address: '', session };
    await audit.write({ event: 'certificate.issued', data, ...by }, transaction);
  });
  return store.findIssued(_id);
}
