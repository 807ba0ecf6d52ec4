// Staff set somebody's minutes once the session has ended: with a reason, beside what was measured.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import { type ClientSession, type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Actor } from '../invitations/index.ts';
import type { Attendance, Interval } from '../protocol/attendance.ts';
import { REASON_MAX } from '../protocol/limits.ts';
import { isOver } from '../protocol/session-names.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Correction } from './correction-model.ts';
import type { CorrectionStore } from './correction-store.ts';

export interface CorrectRequest {
  registration: string;
  session: SessionDocument;
  /** Whole minutes that shall count: 0 to the length of the rule's window, rounded up. */
  minutes: number;
  reason: string;
  by: Actor;
  /** The objection that it answers. */
  objection?: string;
}

export interface CorrectionParts {
  database: Database;
  store: CorrectionStore;
  audit: Audit;
  random: RandomSource;
  findRegistration(id: string): Promise<Registration | undefined>;
  /** The person's attendance, and the window that it was measured in. */
  measure(request: CorrectRequest): Promise<{ attendance: Attendance; window: Interval; at: Date }>;
}

/**
 * Adds a correction with its audit event, in `outer` when the caller's own change belongs to it.
 * Throws SESSION_NOT_ENDED, REASON_MISSING, INVALID_INPUT (a reason too long), NOT_FOUND (nobody
 * of this session), MINUTES_INVALID, or STATE_CHANGED when somebody corrected at the same moment.
 */
export async function correctMinutes(
  request: CorrectRequest,
  parts: CorrectionParts,
  outer?: ClientSession,
): Promise<Correction> {
  const person = await check(request, parts);
  const correction = await newCorrection(request, parts);
  const event = {
    event: 'attendance.corrected' as const,
    data: {
      correction: correction._id,
      registration: person._id,
      seat: person.seat,
      measured: correction.measuredMinutes,
      minutes: correction.minutes,
      reason: correction.reason,
    },
    session: person.session,
    ...request.by,
  };
  const write = async (transaction: ClientSession) => {
    await parts.store.insert(correction, transaction);
    await parts.audit.write(event, transaction);
  };
  try {
    await (outer ? write(outer) : parts.database.transaction(write));
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('STATE_CHANGED', {}, error);
    throw error;
  }
  return correction;
}

const check = async (
  { session, registration, reason }: CorrectRequest,
  { findRegistration }: CorrectionParts,
): Promise<Registration> => {
  if (!isOver(session.status.session)) throw new AppError('SESSION_NOT_ENDED');
  if (reason.trim() === '') throw new AppError('REASON_MISSING');
  if (reason.trim().length > REASON_MAX) throw new AppError('INVALID_INPUT');
  const found = await findRegistration(registration);
  if (found?.session !== session._id) throw new AppError('NOT_FOUND');
  return found;
};

const newCorrection = async (
  request: CorrectRequest,
  { store, random, measure }: CorrectionParts,
): Promise<Correction> => {
  const { registration, session, minutes, reason, by, objection } = request;
  const { attendance, window, at } = await measure(request);
  const most = Math.ceil((window.end - window.start) / 60_000);
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > most) {
    throw new AppError('MINUTES_INVALID');
  }
  const before = await store.listOfPerson(registration);
  return {
    _id: newId(random),
    session: session._id,
    registration,
    number: before.length + 1,
    measuredMinutes: attendance.measuredMinutes,
    minutes,
    reason: reason.trim(),
    by: by.actor,
    at,
    objection: objection ?? null,
  };
};
