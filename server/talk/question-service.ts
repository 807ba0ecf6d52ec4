// Asking and moderating: each with its audit event, and of two moderators the second is told.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type ClientSession, type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Actor, Seat } from '../invitations/index.ts';
import {
  isOpenQuestion,
  QUESTION_MAX,
  type QuestionStep,
  REJECTION_MAX,
} from '../protocol/talk.ts';
import { officialActor, type Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Question } from './question-model.ts';
import { askRefusal, changeOf, freeSlot, talkRefusal } from './question-rules.ts';
import type { QuestionStore } from './question-store.ts';
import { checkLine } from './talk-text.ts';

export interface AskRequest {
  registration: Registration;
  session: SessionDocument;
  text: string;
  address: string;
}

export interface ModerateRequest {
  session: SessionDocument;
  question: string;
  step: QuestionStep;
  /** The version that the moderator saw. */
  version: number;
  /** Why it is rejected; left aside for other steps. */
  reason?: string | undefined;
  /** To show: the question that the moderator saw on stage, null for none; it gives way. */
  shown?: string | null | undefined;
  by: Actor;
}

export interface QuestionService {
  /**
   * Stores a question; the same one asked again while it is open is the first. Throws TALK_ENDED,
   * DOORS_CLOSED, NOT_CHECKED_IN, TEXT_EMPTY, NOTE_TOO_LONG, NOTE_CONTROL_CHARACTERS,
   * QUESTIONS_OPEN or QUESTIONS_TOO_MANY.
   */
  ask(request: AskRequest): Promise<Question>;
  /**
   * Makes one step. Throws NOT_FOUND, STATE_CHANGED when somebody was faster, QUESTION_STEP when
   * the step is not open, REASON_MISSING, NOTE_TOO_LONG, and TALK_ENDED for showing after the end.
   */
  moderate(request: ModerateRequest): Promise<void>;
}

export interface QuestionDependencies {
  database: Database;
  store: QuestionStore;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
  findSeat(id: string): Promise<Seat | undefined>;
  /** Takes over what this process has just written. */
  put(question: Question): void;
}

/** How often a person's own other question may come in between. */
const RACES_MAX = 4;

/** The service on its store; it keeps nothing. */
export function createQuestionService(deps: QuestionDependencies): QuestionService {
  return {
    async ask(request) {
      const { registration, session } = request;
      const refusal = talkRefusal(registration.checkedInAt !== null, session.status.session);
      if (refusal) throw new AppError(refusal);
      const text = checkLine(request.text, QUESTION_MAX);
      for (let race = 0; race < RACES_MAX; race++) {
        const question = await attempt({ ...request, text }, deps);
        if (question) return question;
      }
      throw new AppError('QUESTIONS_OPEN');
    },
    moderate: (request) => moderate(request, deps),
  };
}

/** One attempt; undefined when another question of the same person took the place. */
const attempt = async (
  { registration, text, address }: AskRequest,
  { database, store, audit, time, findSeat, put }: QuestionDependencies,
): Promise<Question | undefined> => {
  const before = await store.listOfPerson(registration._id);
  const same = before.find((one) => isOpenQuestion(one.state) && one.text === text);
  if (same) return same;
  const refusal = askRefusal(before);
  if (refusal) throw new AppError(refusal);
  const seat = await findSeat(registration.seat);
  if (!seat) throw new AppError('NOT_REGISTERED');
  const numbers = { number: before.length + 1, slot: freeSlot(before) ?? 0 };
  const question = newQuestion({ registration, seat, text, ...numbers }, time);
  const { _id, session } = question;
  const data = { question: _id, registration: registration._id, seat: seat._id };
  const actor = officialActor(registration, registration.office);
  const event = { event: 'question.asked' as const, data, actor, address, session };
  try {
    await database.transaction(async (transaction) => {
      await store.insert(question, transaction);
      await audit.write(event, transaction);
    });
  } catch (error) {
    if (isDuplicateKey(error)) return undefined;
    throw error;
  }
  put(question);
  return question;
};

interface NewQuestion extends Pick<Question, 'text' | 'number' | 'slot'> {
  registration: Registration;
  seat: Seat;
}

const newQuestion = (
  { registration, seat, text, number, slot }: NewQuestion,
  { clock, random }: QuestionDependencies['time'],
): Question => ({
  _id: newId(random),
  session: registration.session,
  registration: registration._id,
  seat: seat._id,
  region: registration.region,
  title: seat.title,
  place: seat.place,
  text,
  at: clock.now(),
  number,
  slot,
  state: 'new',
  version: 1,
  reason: null,
  decidedBy: null,
  decidedAt: null,
  shownAt: null,
  answeredAt: null,
});

const reasonOf = ({ step, reason = '' }: ModerateRequest): string => {
  if (step !== 'reject') return '';
  if (reason.trim() === '') throw new AppError('REASON_MISSING');
  return checkLine(reason, REJECTION_MAX);
};

const moderate = async (request: ModerateRequest, deps: QuestionDependencies): Promise<void> => {
  const { session, step, version } = request;
  const { store, database, put } = deps;
  const question = await store.find(request.question);
  if (!question || question.session !== session._id) throw new AppError('NOT_FOUND');
  if (question.version !== version) throw new AppError('STATE_CHANGED');
  const moment = { reason: reasonOf(request), at: deps.time.clock.now() };
  const change = changeOf(question, step, moment);
  if (!change) throw new AppError('QUESTION_STEP');
  if (step === 'show') {
    const refusal = talkRefusal(true, session.status.session);
    if (refusal) throw new AppError(refusal);
  }
  const changed = await database
    .transaction(async (transaction) => {
      const before = step === 'show' ? await giveWay(request, deps, transaction) : [];
      const fields = { ...change, decidedBy: request.by.actor };
      const next = await store.change(question._id, version, fields, transaction);
      if (!next) throw new AppError('STATE_CHANGED');
      await deps.audit.write(eventOf(question, request), transaction);
      return [...before, next];
    })
    .catch((error: unknown) => {
      throw isDuplicateKey(error) ? new AppError('STATE_CHANGED', {}, error) : error;
    });
  for (const one of changed) put(one);
};

/** The question on stage steps back for the next one, if it is the one that the moderator saw. */
const giveWay = async (
  { session, shown = null, by }: ModerateRequest,
  { store, time }: QuestionDependencies,
  transaction: ClientSession,
): Promise<Question[]> => {
  const onStage = await store.findShown(session._id, transaction);
  if ((onStage?._id ?? null) !== shown) throw new AppError('STATE_CHANGED');
  if (!onStage) return [];
  const decidedBy: AuditActor = by.actor;
  const change = { state: 'approved' as const, decidedBy, decidedAt: time.clock.now() };
  const next = await store.change(onStage._id, onStage.version, change, transaction);
  if (!next) throw new AppError('STATE_CHANGED');
  return [next];
};

const eventOf = ({ _id, seat }: Question, { session, step, reason, by }: ModerateRequest) => ({
  event: 'question.moderated' as const,
  data: { question: _id, seat, step, reason: step === 'reject' ? (reason ?? '') : '' },
  session: session._id,
  ...by,
});
