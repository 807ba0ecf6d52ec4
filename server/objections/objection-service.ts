// Objections of officials to their own minutes, and the answers of the control room: each with its
// audit event; an answer that corrects stands or falls with its correction.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type ClientSession, type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Actor } from '../invitations/index.ts';
import { officialActor, type Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Objection, ObjectionOutcome } from './objection-model.ts';
import { checkAnswer, checkNote, objectionRefusal } from './objection-rules.ts';
import type { ObjectionStore } from './objection-store.ts';

export interface ObjectRequest {
  registration: Registration;
  session: SessionDocument;
  note: string;
  address: string;
}

export interface AnswerRequest {
  /** The objection's id. */
  objection: string;
  session: SessionDocument;
  answer: string;
  outcome: ObjectionOutcome;
  /** The minutes that shall count; needed when the outcome is `corrected`, else left aside. */
  minutes: number | undefined;
  by: Actor;
}

export interface ObjectionService {
  /**
   * Stores an objection. Throws NOTE_EMPTY, NOTE_TOO_LONG, NOTE_CONTROL_CHARACTERS,
   * NOT_CHECKED_IN, SESSION_ARCHIVED, OBJECTION_OPEN (one at a time) or OBJECTION_TOO_MANY.
   */
  object(request: ObjectRequest): Promise<Objection>;
  /**
   * Answers an open objection once. Throws NOT_FOUND, ANSWER_EMPTY, NOTE_TOO_LONG,
   * STATE_CHANGED when somebody was faster, and what the correction refuses.
   */
  answer(request: AnswerRequest): Promise<void>;
  find(id: string): Promise<Objection | undefined>;
  /** Newest first. */
  listOfPerson(registration: string): Promise<Objection[]>;
  /** Of a session: open ones oldest first, answered ones newest first, and how many there are. */
  overview(session: string, limit: number): Promise<ObjectionOverview>;
  countOpen(session: string): Promise<number>;
}

export interface ObjectionOverview {
  open: Objection[];
  answered: Objection[];
  openCount: number;
  answeredCount: number;
}

/** What an answer orders of the attendance domain, in the answer's own transaction. */
export interface OrderedCorrection {
  registration: string;
  session: SessionDocument;
  minutes: number;
  reason: string;
  objection: string;
  by: Actor;
}

export interface ObjectionDependencies {
  database: Database;
  store: ObjectionStore;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
  /** Corrects minutes. Throws SESSION_NOT_ENDED and what else the attendance domain refuses. */
  correct(correction: OrderedCorrection, transaction: ClientSession): Promise<unknown>;
}

/** The service on its store; it keeps nothing. */
export function createObjectionService(deps: ObjectionDependencies): ObjectionService {
  const { store } = deps;
  return {
    object: (request) => object(request, deps),
    answer: (request) => answer(request, deps),
    find: store.find,
    listOfPerson: store.listOfPerson,
    countOpen: (session) => store.count(session, 'open'),
    async overview(session, limit) {
      const [open, answered, openCount, answeredCount] = await Promise.all([
        store.listOpen(session, limit),
        store.listAnswered(session, limit),
        store.count(session, 'open'),
        store.count(session, 'answered'),
      ]);
      return { open, answered, openCount, answeredCount };
    },
  };
}

const object = async (
  { registration, session, note, address }: ObjectRequest,
  { database, store, audit, time }: ObjectionDependencies,
): Promise<Objection> => {
  const checked = checkNote(note);
  const before = await store.listOfPerson(registration._id);
  const isIn = registration.checkedInAt !== null;
  const refusal = objectionRefusal(isIn, session.status.session, before);
  if (refusal) throw new AppError(refusal);
  const objection = newObjection(registration, before.length + 1, checked, time);
  const { _id, seat } = objection;
  const event = {
    event: 'objection.made' as const,
    data: { objection: _id, registration: registration._id, seat },
    actor: officialActor(registration, registration.office),
    address,
    session: registration.session,
  };
  try {
    await database.transaction(async (transaction) => {
      await store.insert(objection, transaction);
      await audit.write(event, transaction);
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('OBJECTION_OPEN', {}, error);
    throw error;
  }
  return objection;
};

const newObjection = (
  { _id, session, seat, region }: Registration,
  number: number,
  note: string,
  { clock, random }: ObjectionDependencies['time'],
): Objection => ({
  _id: newId(random),
  session,
  registration: _id,
  seat,
  region,
  number,
  note,
  at: clock.now(),
  state: 'open',
  answer: null,
  outcome: null,
  answeredBy: null,
  answeredAt: null,
  correction: null,
});

const answer = async (request: AnswerRequest, deps: ObjectionDependencies): Promise<void> => {
  const { session, outcome, minutes, by } = request;
  const objection = await deps.store.find(request.objection);
  if (!objection || objection.session !== session._id) throw new AppError('NOT_FOUND');
  const reason = checkAnswer(request.answer);
  if (outcome === 'corrected' && minutes === undefined) throw new AppError('MINUTES_INVALID');
  const correction = outcome === 'corrected' && minutes !== undefined ? { minutes } : null;
  const { _id, registration, seat } = objection;
  const event = {
    event: 'objection.answered' as const,
    data: { objection: _id, registration, seat, outcome },
    session: session._id,
    ...by,
  };
  const fields = {
    answer: reason,
    outcome,
    answeredBy: by.actor,
    answeredAt: deps.time.clock.now(),
    correction,
  };
  await deps.database.transaction(async (transaction) => {
    if (!(await deps.store.setAnswer(_id, fields, transaction))) {
      throw new AppError('STATE_CHANGED');
    }
    if (correction) {
      const order = { registration, session, ...correction, reason, objection: _id, by };
      await deps.correct(order, transaction);
    }
    await deps.audit.write(event, transaction);
  });
};
