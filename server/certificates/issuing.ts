// One certificate from reservation to frozen file: collect, render, seal, store, publish.
import { createHash } from 'node:crypto';
import { type Audit, SYSTEM_ACTOR } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { SealKeys, SealLevel } from '../keys/index.ts';
import type { CertificateKind } from './certificate-data.ts';
import {
  type CertificateFacts,
  certificateDataOf,
  isSample,
  type Missing,
  whatIsMissing,
} from './certificate-facts.ts';
import type { CertificateDocument } from './certificate-model.ts';
import { type CertificateDoors, collectFacts } from './certificate-sources.ts';
import { signedStatement, statementFactsOf } from './certificate-statement.ts';
import type { CertificateStore, FrozenFile, IssuedCertificate } from './certificate-store.ts';
import { certificateNumber, newCertificateCode, newShortCode } from './codes.ts';
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

export interface IssuingDependencies {
  database: Database;
  store: CertificateStore;
  doors: CertificateDoors;
  audit: Audit;
  sealing: {
    level: SealLevel;
    files: Pick<FileMaker, 'make'>;
    publicUrl: string;
    /** SHA-256 of the platform's own root certificate. */
    rootFingerprint: string;
    /** The wording to print for a kind: the published one, else the built-in. */
    wordingOf(session: string, kind: CertificateKind): Promise<WordingSource>;
    /** Signs the statement in the QR code. */
    evidence: SealKeys['evidence'];
  };
  time: { clock: Clock; random: RandomSource };
}

type Reservation = Omit<CertificateDocument, 'bytes'>;

/**
 * Issues a certificate, or gives the one that is there. However often and from wherever it is
 * called, a registration gets one file and one number of a kind. Throws NotIssuableError,
 * MissingGlyphError, NOT_REGISTERED.
 */
export async function issueCertificate(
  deps: IssuingDependencies,
  registration: string,
  kind: CertificateKind,
): Promise<IssuedCertificate> {
  const known = await deps.store.findActive(registration, kind);
  if (known?.sha256) return { ...known, sha256: known.sha256 };
  const reservation = known ?? (await reserve(deps, registration, kind));
  if (reservation.sha256) return { ...reservation, sha256: reservation.sha256 };
  const { files, wordingOf } = deps.sealing;
  const wording = await wordingOf(reservation.session, kind);
  const bytes = await files.make({ data: reservation.data, wording }, deps.time.clock.now());
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return freeze(deps, reservation, { bytes, sha256, templateVersion: wording.version });
}

/** Takes number and codes for good; of two at once, one wins and both get its reservation. */
async function reserve(
  deps: IssuingDependencies,
  registration: string,
  kind: CertificateKind,
): Promise<Reservation> {
  const facts = await collectFacts(deps.doors, registration);
  if (!facts) throw new AppError('NOT_REGISTERED');
  const missing = whatIsMissing(kind, facts);
  if (missing) throw new NotIssuableError(missing);
  const document = await newReservation(deps, facts, kind);
  if (await deps.store.reserve(document)) return document;
  const first = await deps.store.findActive(registration, kind);
  if (!first) throw new Error('A refused reservation has no first one');
  return first;
}

async function newReservation(
  deps: IssuingDependencies,
  facts: CertificateFacts,
  kind: CertificateKind,
): Promise<CertificateDocument> {
  const { time, sealing, store } = deps;
  const sample = isSample(facts);
  const series = { kind, date: facts.session.date, sample };
  const sequence = await store.nextSequence(`${sample ? 'CONTOH-' : ''}${series.date}-${kind}`);
  const number = certificateNumber({ ...series, sequence });
  const code = newCertificateCode(time.random);
  const shortCode = newShortCode(time.random);
  const issuedAt = time.clock.now();
  const { publicUrl, rootFingerprint, level: sealLevel } = sealing;
  const identity = { number, code, shortCode, publicUrl, rootFingerprint, issuedAt, sealLevel };
  const data = certificateDataOf(kind, facts, identity);
  const statement = signedStatement(statementFactsOf(kind, facts, data), sealing.evidence);
  return {
    _id: newId(time.random),
    schemaVersion: 1,
    kind,
    session: facts.session._id,
    registration: facts.registration._id,
    signature: kind === 'declaration' ? (facts.signature?._id ?? null) : null,
    code,
    shortCode,
    number,
    sample,
    data: { ...data, statement },
    // Known when the file is drawn: the wording may be published anew until then.
    templateVersion: '',
    issuedAt,
    active: true,
    revoked: null,
    sha256: null,
    bytes: null,
  };
}

/** Stores file and audit together; when another process was first, its file counts. */
async function freeze(
  { database, store, audit }: IssuingDependencies,
  { _id, kind, number, session }: Reservation,
  file: FrozenFile,
): Promise<IssuedCertificate> {
  await database.transaction(async (transaction) => {
    if (!(await store.freeze(_id, file, transaction))) return;
    const data = { certificate: _id, kind, number };
    const by = { actor: SYSTEM_ACTOR, address: '', session };
    await audit.write({ event: 'certificate.issued', data, ...by }, transaction);
  });
  const issued = await store.findIssued(_id);
  if (!issued) throw new Error(`The certificate ${_id} was not stored`);
  return issued;
}
