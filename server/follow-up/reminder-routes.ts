// Reminders to regions that have not signed: all letters in one ZIP, and one mail each.
import { z } from 'zod';
import type { Campaign } from '../campaigns/index.ts';
import { actorOf } from '../control/index.ts';
import { AppError } from '../core/app-error.ts';
import { zipStream } from '../core/zip-stream.ts';
import type { Mail } from '../delivery/index.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { redirect, stream } from '../http/reply.ts';
import { staffOf } from '../http/visitor.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type CircularServices, type Say, signedSession } from './circular-services.ts';
import { unsignedRecipients, unsignedRegions } from './reminder-facts.ts';
import { reminderLetters } from './reminder-letters.ts';

const PATH = '/kendali/kampanye/:kampanye/tindak-lanjut';
const params = z.object({ kampanye: z.string().regex(/^[a-z0-9-]{1,80}$/) });
const AGAIN = ['refused', 'unknown'] as const;
/** Recipients and failures on the page. */
const SHOWN = 100;

/** The session that reminders are about; throws NOT_FOUND, REMINDER_TOO_EARLY. */
async function remindedSession(services: CircularServices, id: string): Promise<SessionDocument> {
  const campaign = await services.places.campaign(id);
  const session = signedSession(services, campaign._id);
  if (!session) throw new AppError('REMINDER_TOO_EARLY');
  return session;
}

const letters = (services: CircularServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/surat.zip`,
    // The letters hold codes, which let their reader act.
    access: 'host',
    input: { params },
    async handle({ params: { kampanye }, visitor, address }) {
      const session = await remindedSession(services, kampanye);
      const { sources } = services.reminders;
      const now = services.site.clock.now();
      const { regions } = await unsignedRegions(sources, session, now);
      if (regions.length === 0) throw new AppError('REMINDER_NONE');
      const by = { ...actorOf(staffOf(visitor), address), session: session._id };
      const data = { files: regions.length };
      await services.audit.write({ event: 'reminders.exported', data, ...by });
      return stream({
        stream: zipStream(reminderLetters(sources, session, now), now),
        type: 'application/zip',
        name: `surat-pengingat-${session.slug}.zip`,
      });
    },
  });

const send = (services: CircularServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/pengingat`,
    access: 'staff',
    input: { params },
    async handle({ params: { kampanye }, visitor, address }) {
      const session = await remindedSession(services, kampanye);
      const { sources, mails, wake } = services.reminders;
      const { regions } = await unsignedRegions(sources, session, services.site.clock.now());
      const recipients = await unsignedRecipients(sources, session._id, regions);
      await mails.queue(session, recipients, actorOf(staffOf(visitor), address));
      wake();
      return redirect(`/kendali/kampanye/${kampanye}/tindak-lanjut?selesai=kirim#j-pengingat`);
    },
  });

const again = (services: CircularServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/pengingat/ulang`,
    access: 'staff',
    input: { params, body: z.object({ pilih: z.enum(AGAIN) }) },
    async handle({ params: { kampanye }, body: { pilih }, visitor, address }) {
      const session = await remindedSession(services, kampanye);
      const { mails, wake } = services.reminders;
      await mails.retry(session, pilih, actorOf(staffOf(visitor), address));
      wake();
      return redirect(`/kendali/kampanye/${kampanye}/tindak-lanjut?selesai=ulang#j-pengingat`);
    },
  });

/** They belong before the page of a region, whose path takes any word. */
export const createReminderRoutes = (services: CircularServices): AnyRoute[] => [
  letters(services),
  send(services),
  again(services),
];

/** The part of the follow-up page on reminders; undefined before signing was opened. */
export async function reminderView(services: CircularServices, campaign: Campaign, say: Say) {
  const session = signedSession(services, campaign._id);
  if (!session) return undefined;
  const { sources, mails, canSend } = services.reminders;
  const now = services.site.clock.now();
  const { window, regions } = await unsignedRegions(sources, session, now);
  const recipients = await unsignedRecipients(sources, session._id, regions);
  const due = await mails.due(session, recipients);
  const all = await mails.list(session._id);
  const count = (...states: Mail['state'][]) =>
    all.filter(({ state }) => states.includes(state)).length;
  const path = `/kendali/kampanye/${campaign.slug}/tindak-lanjut`;
  return {
    ...{ session: session.title, canSend, unsigned: regions.length, path },
    way: say(`reminder.way.${window.way}`),
    until: window.until,
    due: due.slice(0, SHOWN).map(({ label, email }) => ({ label, email })),
    dueCount: due.length,
    hasMoreDue: due.length > SHOWN,
    sent: count('sent'),
    waiting: count('queued', 'sending'),
    skipped: count('skipped'),
    hasMails: all.length > 0,
    failures: AGAIN.map((state) => ({
      state,
      count: count(state),
      rows: all
        .filter((one) => one.state === state)
        .slice(0, SHOWN)
        .map(({ label, email, answer }) => ({ label, email, answer })),
    })).filter(({ rows }) => rows.length > 0),
  };
}
