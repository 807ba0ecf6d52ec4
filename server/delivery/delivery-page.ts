// What the page "Undangan" shows: who is due, how far sending is, what failed and why.
import { isOver } from '../protocol/session-names.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { canRetry, type DeliveryService, type Wanted } from './delivery-service.ts';
import { type Mail, REMINDER_STATES } from './mail-model.ts';
import type { Due } from './recipient-rules.ts';

/** Recipients of a preview and failures on the page. */
export const SHOWN = 100;

/** The view of templates/pages/invitations.hbs. */
export function deliveryView(
  session: SessionDocument,
  { wanted, leftOut }: Awaited<ReturnType<DeliveryService['due']>>,
  mails: Mail[],
) {
  const count = (state: Mail['state']) => mails.filter((mail) => mail.state === state).length;
  const waiting = count('queued') + count('sending');
  return {
    slug: session.slug,
    session: session.title,
    isEnded: isOver(session.status.session),
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
    first: (['invitation', 'coordinator'] as const).map((one) => dueView(one, wanted[one])),
    reminders: REMINDER_STATES.map((one) => dueView(one, wanted[one])),
    leftOut: {
      count: leftOut.length,
      rows: leftOut.slice(0, SHOWN).map(({ label, email }) => ({ label, email })),
      hasMore: leftOut.length > SHOWN,
    },
    failures: (['unknown', 'refused', 'skipped'] as const)
      .map((state) => failureView(state, mails))
      .filter(({ count }) => count > 0),
  };
}

const dueView = (wanted: Wanted, due: Due[]) => ({
  wanted,
  count: due.length,
  preview: due.slice(0, SHOWN).map(({ label, email, number }) => ({ label, email, number })),
  hasMore: due.length > SHOWN,
});

/** The rows of a state with why; a skipped one has a reason of ours, the others the server's words. */
function failureView(state: 'unknown' | 'refused' | 'skipped', mails: Mail[]) {
  const own = mails.filter((mail) => mail.state === state);
  const isSkipped = state === 'skipped';
  return {
    state,
    count: own.length,
    canRetry: !isSkipped || own.some(canRetry),
    hasMore: own.length > SHOWN,
    rows: own.slice(0, SHOWN).map(({ label, email, answer }) => ({
      ...{ label, email },
      ...(isSkipped ? { reason: answer } : { answer }),
    })),
  };
}
