// What becomes of one request to sign: the document with its leaf, or the reason of its refusal.

import type { Ticks } from '../ceremony/index.ts';
import { AppError } from '../core/app-error.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import {
  LEAF_FORMAT,
  leafHash,
  leafText,
  markCommitment,
  personCommitment,
} from '../proofs/index.ts';
import type { Mark, SignedReceipt } from '../protocol/socket-events.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { SignatureDocument } from './signature-model.ts';

/** `at` is the server's moment at receipt; `registration` is the signer's, as their way in read it. */
export interface SignRequest {
  registration: Registration;
  session: SessionDocument;
  mark: Mark;
  at: Date;
  /** Received in the late window. */
  late: boolean;
  /** When the signer's device says the mark was made; a late leaf bears it. */
  madeAt?: string | undefined;
}

/** What a batch's read found for one request. */
export interface SignFacts {
  /** What is stored of the signer's ticks. */
  ticked: Ticks | undefined;
  /** Number of the declaration's clauses. */
  clauses: number;
}

/**
 * The signature's document; instead of it NOT_REGISTERED, NOT_CHECKED_IN, NO_DECLARATION or
 * CLAUSES_UNREAD (as a value: one refused request must not spoil its batch).
 */
export function buildSignature(
  { registration, session, mark, at, late, madeAt }: SignRequest,
  { ticked, clauses }: SignFacts,
  random: RandomSource,
): SignatureDocument | AppError {
  if (!registration.active) return new AppError('NOT_REGISTERED');
  if (!registration.checkedInAt) return new AppError('NOT_CHECKED_IN');
  const { declaration, consent } = session;
  if (!declaration || !consent) return new AppError('NO_DECLARATION');
  const numbers = Array.from({ length: clauses }, (_, index) => index + 1);
  const ticks = numbers.map((clause) => ticked?.ticks[clause]);
  if (!ticks.every((tick) => tick !== undefined)) return new AppError('CLAUSES_UNREAD');
  const salt = random(32);
  const { name, acting, region, office } = registration;
  const leaf = leafText({
    format: LEAF_FORMAT,
    session: session._id,
    declaration: declaration.sha256,
    seat: `${region ?? 'pusat'}/${office}`,
    region: region ?? '',
    person: personCommitment(salt, name, acting),
    ticks: ticks.map((tick) => tick.toISOString()),
    together: numbers.map((clause) => ticked?.together?.[clause] === true),
    signedAt: at.toISOString(),
    window: late ? 'late' : 'open',
    device: late ? (madeAt ?? '') : '',
    consent: consent.sha256,
    method: mark.method,
    mark: markCommitment(salt, mark),
    identified: registration.identifiedBy,
  });
  return {
    ...entryOf(registration, at, random),
    kind: 'signature',
    ...(late && { late }),
    leaf,
    leafHash: leafHash(leaf),
    personal: { name, acting, salt: salt.toString('hex'), mark },
  };
}

/** What bars a released registration from ever signing: it takes the signature's one place. */
export const buildVoid = (
  registration: Registration,
  at: Date,
  random: RandomSource,
): SignatureDocument => ({
  ...entryOf(registration, at, random),
  kind: 'void',
  leaf: '',
  leafHash: null,
  personal: null,
});

const entryOf = ({ _id, session, seat, region }: Registration, at: Date, random: RandomSource) => ({
  _id: newId(random),
  schemaVersion: 1,
  session,
  registration: _id,
  seat,
  region,
  signedAt: at,
});

/** What the signer is told. */
export const receiptOf = (document: SignatureDocument, already: boolean): SignedReceipt => ({
  signature: document._id,
  signedAt: document.signedAt.toISOString(),
  leafHash: document.leafHash ?? '',
  late: document.late === true,
  already,
});
