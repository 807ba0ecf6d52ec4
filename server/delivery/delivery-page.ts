// What the page "Undangan" shows: who is due, how far sending is, what failed and why.
import type { SessionDocument } from '../sessions/index.ts';
import type { DeliveryService, Wanted } from './delivery-service.ts';
import { type Mail, REMINDER_STATES } from './mail-model.ts';
import type { Due } from './recipient-rules.ts';

/** Recipients of a preview and failures on the page. */
export const SHOWN = 100;

/** The view of templates/pages/invitations.hbs. */
export function deliveryView(
  session: SessionDocument,
  due: Awaited<ReturnType<DeliveryService['due']>>,
  mails: Mail[],
) {
  const ended = session.status.session === 'ended';
  const count = (state: Mail['state']) => mails.filter((mail) => mail.state === state).length;
  const listOf = (state: Mail['state']) =>
    mails
      .filter((mail) => mail.state === state)
      .slice(0, SHOWN)
      .map(({ label, email, answer }) => ({ label, email, answer }));
  const waiting = count('queued') + count('sending');
  return {
    slug: session.slug,
    session: session.title,
    isEnded: ended,
    hasMails: mails.length > 0,
    isSending: waiting > 0,
    total: mails.length,
    settled: mails.length - waiting,
    counts: {
      sent: count('sent'),
      waiting,
      refused: count('refused'),
      unknown: count('unknown'),
      skipped: count('skipped'),
    },
    first: (['invitation', 'coordinator'] as const).map((wanted) => dueView(wanted, due[wanted])),
    reminders: REMINDER_STATES.map((wanted) => dueView(wanted, due[wanted])),
    failures: [
      { state: 'unknown', count: count('unknown'), rows: listOf('unknown') },
      { state: 'refused', count: count('refused'), rows: listOf('refused') },
    ].filter(({ rows }) => rows.length > 0),
  };
}

const dueView = (wanted: Wanted, due: Due[]) => ({
  wanted,
  count: due.length,
  preview: due.slice(0, SHOWN).map(({ label, email, number }) => ({ label, email, number })),
  hasMore: due.length > SHOWN,
});
