// Deliveries of a session: who is due, queuing them once, sending again by choice, and opting out.
import { createHmac } from 'node:crypto';
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Actor } from '../invitations/index.ts';
import { isOver } from '../protocol/session-names.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { coordinatorRecipients, type DeliverySources, seatRecipients } from './delivery-facts.ts';
import {
  MAIL_KINDS,
  type Mail,
  type MailKind,
  REMINDER_STATES,
  type ReminderState,
} from './mail-model.ts';
import type { Retried } from './mail-store.ts';
import { type Due, dueInvitations, dueReminders, type Recipient } from './recipient-rules.ts';

/** What staff may send: everybody's first mail of a kind, or a reminder by state. */
export type Wanted = 'invitation' | 'coordinator' | ReminderState;

export interface DeliveryService {
  /** Who would get what, as of now, and who gets nothing because they asked so. */
  due(session: SessionDocument): Promise<{ wanted: Record<Wanted, Due[]>; leftOut: Recipient[] }>;
  /** Queues it for all who are due. Throws MAIL_OFF, SESSION_ENDED, STATE_CHANGED. */
  queue(session: SessionDocument, wanted: Wanted, by: Actor): Promise<number>;
  /** Sends again what was refused or skipped, or what nobody knows the fate of. */
  retry(session: SessionDocument, state: Retried['state'], by: Actor): Promise<number>;
  mails(session: string): Promise<Mail[]>;
  /** No more mail to the address that this one went to. Throws NOT_FOUND. */
  unsubscribe(mail: string): Promise<void>;
  isOptedOut(email: string): Promise<boolean>;
}

export interface DeliveryParts {
  database: Database;
  sources: DeliverySources;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
  secret: Buffer;
  canSend: boolean;
}

/** The service on its sources. */
export function createDeliveryService(parts: DeliveryParts): DeliveryService {
  const { database, sources, audit, time, secret } = parts;
  const { store } = sources;
  const hash = (email: string) =>
    createHmac('sha256', secret).update(`optout.${email.toLowerCase()}`).digest('hex');
  const due: DeliveryService['due'] = (session) => findDue(parts, hash, session);
  const requireSending = (session: SessionDocument) => {
    if (!parts.canSend) throw new AppError('MAIL_OFF');
    if (isOver(session.status.session)) throw new AppError('SESSION_ENDED');
  };
  return {
    due,
    async queue(session, wanted, by) {
      requireSending(session);
      // Reminders are counted by person, over all of their seats: what is read after this may only
      // be written while nobody else has queued for the session.
      const turn = await store.turnOf(session._id);
      const all = (await due(session)).wanted[wanted];
      if (all.length === 0) return 0;
      const at = time.clock.now();
      const mails = all.map((one) => mailOf(session, wanted, one, { id: newId(time.random), at }));
      try {
        await database.transaction(async (transaction) => {
          if (!(await store.takeTurn(session._id, turn, transaction))) {
            throw new AppError('STATE_CHANGED');
          }
          await store.insert(mails, transaction);
          const { kind } = kindOf(wanted);
          const data = { kind, state: wanted, mails: mails.length };
          const event = 'invitations.queued';
          await audit.write({ event, data, session: session._id, ...by }, transaction);
        });
      } catch (error) {
        // Somebody else has just queued the same.
        if (isDuplicateKey(error)) throw new AppError('STATE_CHANGED', {}, error);
        throw error;
      }
      return mails.length;
    },
    async retry(session, state, by) {
      requireSending(session);
      return database.transaction(async (transaction) => {
        const again = { session: session._id, state, ...(state === 'skipped' ? SKIPPED : ANY) };
        const mails = await store.retry(again, time.clock.now(), transaction);
        const event = 'invitations.retried';
        const asked = { event, data: { mails }, session: session._id, ...by } as const;
        if (mails > 0) await audit.write(asked, transaction);
        return mails;
      });
    },
    mails: store.list,
    async unsubscribe(id) {
      const mail = await store.find(id);
      if (!mail) throw new AppError('NOT_FOUND');
      // Its address was erased: there is nobody left to write to.
      if (mail.email === '') return;
      await store.optOut(hash(mail.email), time.clock.now());
    },
    isOptedOut: (email) => store.isOptedOut(hash(email)),
  };
}

/** Reads who is due now, as the rules say. */
async function findDue(
  { sources, time }: DeliveryParts,
  hash: (email: string) => string,
  session: SessionDocument,
): ReturnType<DeliveryService['due']> {
  const { store } = sources;
  const [allSeats, allCoordinators, mails, optedOut] = await Promise.all([
    seatRecipients(sources, session._id),
    coordinatorRecipients(sources, session),
    store.list(session._id),
    store.listOptedOut(),
  ]);
  const isLeftOut = ({ email }: Recipient) => optedOut.size > 0 && optedOut.has(hash(email));
  const seats = allSeats.filter((one) => !isLeftOut(one));
  const coordinators = allCoordinators.filter((one) => !isLeftOut(one));
  const now = time.clock.now();
  const reminders = REMINDER_STATES.map(
    (state) => [state, dueReminders(seats, mails, { state, now })] as const,
  );
  const wanted = {
    invitation: dueInvitations(seats, mails, 'invitation'),
    coordinator: dueInvitations(coordinators, mails, 'coordinator'),
    // The keys are those of the constant.
    ...(Object.fromEntries(reminders) as Record<ReminderState, Due[]>),
  };
  return { wanted, leftOut: [...allSeats, ...allCoordinators].filter(isLeftOut) };
}

/** True for a skipped mail that `retry` sends again. */
export const canRetry = ({ kind, answer }: Pick<Mail, 'kind' | 'answer'>): boolean =>
  SKIPPED.kinds.includes(kind) && (SKIPPED.answers ?? []).includes(answer);

const ANY = { kinds: MAIL_KINDS };
/** What can have changed since; a reminder comes back by itself, as the next one. */
const SKIPPED: Pick<Retried, 'kinds' | 'answers'> = {
  kinds: ['invitation', 'coordinator'],
  answers: ['WITHDRAWN', 'NO_ADDRESS'],
};

const kindOf = (wanted: Wanted): { kind: MailKind; about: Mail['about'] } =>
  wanted === 'invitation' || wanted === 'coordinator'
    ? { kind: wanted, about: '' }
    : { kind: 'reminder', about: wanted };

const mailOf = (
  session: SessionDocument,
  wanted: Wanted,
  { target, email, label, number }: Due,
  { id, at }: { id: string; at: Date },
): Mail => ({
  ...{ _id: id, session: session._id, target, email, label, number, ...kindOf(wanted) },
  ...{ state: 'queued', dueAt: at, attempts: 0, epoch: 0, answer: '', at },
});
