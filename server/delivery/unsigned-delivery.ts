// One mail each to those whose region has not signed: a kind of its own, so that it is sent once
// whatever was sent before, and also after the session's end.
import { AppError } from '../core/app-error.ts';
import { isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { Actor } from '../invitations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { DeliveryParts } from './delivery-service.ts';
import type { Mail } from './mail-model.ts';
import { type Due, dueInvitations, type Recipient } from './recipient-rules.ts';

const KIND = 'unsigned';

export interface UnsignedDelivery {
  /** Of these, who had no such mail. */
  due(session: SessionDocument, recipients: Recipient[]): Promise<Due[]>;
  /** Queues it for them. Throws MAIL_OFF, REMINDER_NONE (nobody is due) and STATE_CHANGED. */
  queue(session: SessionDocument, recipients: Recipient[], by: Actor): Promise<number>;
  /** Sends again what was refused, or what nobody knows the fate of. Throws MAIL_OFF. */
  retry(session: SessionDocument, state: 'refused' | 'unknown', by: Actor): Promise<number>;
  list(session: string): Promise<Mail[]>;
}

type Parts = Pick<DeliveryParts, 'database' | 'audit' | 'time' | 'canSend'> & {
  store: DeliveryParts['sources']['store'];
};

/** The service on the mails' store. */
export function createUnsignedDelivery(parts: Parts): UnsignedDelivery {
  const { database, store, audit, time, canSend } = parts;
  const due = async ({ _id }: SessionDocument, recipients: Recipient[]): Promise<Due[]> =>
    dueInvitations(recipients, await store.list(_id), KIND);
  const requirePost = () => {
    if (!canSend) throw new AppError('MAIL_OFF');
  };
  return {
    due,
    async queue(session, recipients, by) {
      requirePost();
      const all = await due(session, recipients);
      if (all.length === 0) throw new AppError('REMINDER_NONE');
      const at = time.clock.now();
      const mails = all.map(
        ({ target, email, label, number }): Mail => ({
          ...{ _id: newId(time.random), session: session._id, target, email, label, number },
          ...{ kind: KIND, about: '', state: 'queued', dueAt: at, attempts: 0, epoch: 0 },
          ...{ answer: '', at },
        }),
      );
      const data = { kind: KIND, state: KIND, mails: mails.length };
      try {
        await database.transaction(async (transaction) => {
          await store.insert(mails, transaction);
          const event = { event: 'invitations.queued', data, session: session._id, ...by } as const;
          await audit.write(event, transaction);
        });
      } catch (error) {
        // Somebody else has just queued the same.
        if (isDuplicateKey(error)) throw new AppError('STATE_CHANGED', {}, error);
        throw error;
      }
      return mails.length;
    },
    async retry(session, state, by) {
      requirePost();
      const now = time.clock.now();
      return database.transaction(async (transaction) => {
        const again = { session: session._id, state, kinds: [KIND] } as const;
        const mails = await store.retry(again, now, transaction);
        const event = 'invitations.retried';
        const asked = { event, data: { mails }, session: session._id, ...by } as const;
        if (mails > 0) await audit.write(asked, transaction);
        return mails;
      });
    },
    list: async (session) => (await store.list(session)).filter(({ kind }) => kind === KIND),
  };
}
