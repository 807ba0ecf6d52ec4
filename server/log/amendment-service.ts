// Staff withdraw a signature or correct its name: a new leaf that names the old one, the reason
// beside it, and the audit event with it. The signature itself stays as it is.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type ClientSession, type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import {
  type Amendment,
  amendmentText,
  CORRECTION_FORMAT,
  leafHash,
  personCommitment,
  WITHDRAWAL_FORMAT,
} from '../proofs/index.ts';
import type { Registration } from '../registrations/index.ts';
import type { SignatureDocument } from '../signatures/index.ts';
import type { AmendmentDocument } from './amendment-model.ts';
import type { AmendmentStore } from './amendment-store.ts';

/** Longest reason, in characters after trimming: as long as the audit keeps. */
const REASON_MAX = 500;

export interface AmendRequest {
  /** Id of the signer's registration. */
  registration: string;
  reason: string;
  by: { actor: AuditActor; address: string };
}

/** A name that may be printed, and an acting status of the list: see `holderNameSchema`. */
export interface CorrectedName {
  name: string;
  acting: Registration['acting'];
}

export interface AmendmentService {
  /** Throws REASON_MISSING, INVALID_INPUT, NOT_SIGNED, SIGNATURE_WITHDRAWN or STATE_CHANGED. */
  withdraw(request: AmendRequest): Promise<AmendmentDocument>;
  /** Throws the same, and NAME_GLYPH, NAME_UNCHANGED or DATA_ERASED. */
  correctName(request: AmendRequest, corrected: CorrectedName): Promise<AmendmentDocument>;
}

export interface AmendmentDependencies {
  database: Database;
  store: AmendmentStore;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
  people: {
    findSignature(registration: string): Promise<SignatureDocument | undefined>;
    /**
     * Puts the corrected name in the registration, from which later documents take it; false when
     * its values were erased.
     */
    rename(
      registration: string,
      corrected: CorrectedName,
      transaction: ClientSession,
    ): Promise<boolean>;
    /** False for a name with a character that no font has. */
    canPrint(name: string): boolean;
  };
}

/** A signature and what was amended of it so far. */
interface Standing {
  signature: SignatureDocument & { leafHash: string };
  before: AmendmentDocument[];
}

/** The service on its store; it keeps nothing. */
export function createAmendmentService(deps: AmendmentDependencies): AmendmentService {
  return {
    async withdraw(request) {
      const reason = checkReason(request.reason);
      const standing = await requireStanding(request.registration, deps);
      const { session, leafHash: withdraws } = standing.signature;
      const at = deps.time.clock.now();
      const amendment = newAmendment(standing, { ...request, reason }, at, deps.time.random, {
        leaf: { format: WITHDRAWAL_FORMAT, session, withdraws, at: at.toISOString() },
        personal: null,
      });
      await write(amendment, standing, request, deps);
      return amendment;
    },
    async correctName(request, corrected) {
      const reason = checkReason(request.reason);
      const standing = await requireStanding(request.registration, deps);
      // A name that was erased on request comes back by no correction.
      if (standing.signature.personal === null) throw new AppError('DATA_ERASED');
      requireNewName(standing, corrected, deps);
      const { session, leafHash: corrects } = standing.signature;
      const { clock, random } = deps.time;
      const at = clock.now();
      const salt = random(32);
      const { name, acting } = corrected;
      const person = personCommitment(salt, name, acting);
      const amendment = newAmendment(standing, { ...request, reason }, at, random, {
        leaf: { format: CORRECTION_FORMAT, session, corrects, person, at: at.toISOString() },
        personal: { name, acting, salt: salt.toString('hex') },
      });
      await write(amendment, standing, request, deps, async (transaction) => {
        const isThere = await deps.people.rename(request.registration, corrected, transaction);
        if (!isThere) throw new AppError('DATA_ERASED');
      });
      return amendment;
    },
  };
}

function checkReason(reason: string): string {
  const text = reason.trim();
  if (text === '') throw new AppError('REASON_MISSING');
  if (text.length > REASON_MAX) throw new AppError('INVALID_INPUT');
  return text;
}

async function requireStanding(
  registration: string,
  { people, store }: AmendmentDependencies,
): Promise<Standing> {
  const signature = await people.findSignature(registration);
  if (signature?.kind !== 'signature' || !signature.leafHash) throw new AppError('NOT_SIGNED');
  const before = await store.listOf(signature._id);
  if (before.at(-1)?.kind === 'withdrawal') throw new AppError('SIGNATURE_WITHDRAWN');
  return { signature: { ...signature, leafHash: signature.leafHash }, before };
}

function requireNewName(
  { signature, before }: Standing,
  { name, acting }: CorrectedName,
  { people }: AmendmentDependencies,
): void {
  if (!people.canPrint(name)) throw new AppError('NAME_GLYPH');
  const last = before.findLast((one) => one.personal !== null)?.personal ?? signature.personal;
  if (last?.name === name && last.acting === acting) throw new AppError('NAME_UNCHANGED');
}

const newAmendment = (
  { signature, before }: Standing,
  { registration, reason, by }: AmendRequest,
  at: Date,
  random: RandomSource,
  { leaf, personal }: { leaf: Amendment; personal: AmendmentDocument['personal'] },
): AmendmentDocument => {
  const text = amendmentText(leaf);
  return {
    _id: newId(random),
    schemaVersion: 1,
    session: signature.session,
    signature: signature._id,
    registration,
    kind: leaf.format === WITHDRAWAL_FORMAT ? 'withdrawal' : 'correction',
    number: before.length + 1,
    leaf: text,
    leafHash: leafHash(text),
    reason,
    by: by.actor,
    at,
    personal,
    appliedAt: null,
  };
};

/** Amendment, audit event and what belongs to them stand or fall together. */
async function write(
  amendment: AmendmentDocument,
  { signature }: Standing,
  { by }: AmendRequest,
  { database, store, audit }: AmendmentDependencies,
  more: (transaction: ClientSession) => Promise<void> = async () => undefined,
): Promise<void> {
  const { _id, session, registration, reason, kind } = amendment;
  const event = kind === 'withdrawal' ? 'signature.withdrawn' : 'signature.corrected';
  const data = {
    amendment: _id,
    signature: signature._id,
    registration,
    seat: signature.seat,
    reason,
  };
  try {
    await database.transaction(async (transaction) => {
      await store.insert(amendment, transaction);
      await more(transaction);
      await audit.write({ event, data, session, ...by }, transaction);
    });
  } catch (error) {
    // Somebody amended the same signature at the same moment: what was checked no longer holds.
    if (isDuplicateKey(error)) throw new AppError('STATE_CHANGED', {}, error);
    throw error;
  }
}
