// No more mail: a page for people, and the one-click address of RFC 8058 for their mail programs.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { json, page, redirect } from '../http/reply.ts';
import type { DeliveryServices } from './delivery-services.ts';

const params = z.object({ surat: z.string().regex(/^[a-z0-9]{16}$/) });

type Parts = Pick<DeliveryServices, 'delivery' | 'sources'>;

/** Whoever holds a mail's own link may end the mail to its address; the invitation stays valid. */
export const createUnsubscribeRoutes = ({ delivery, sources }: Parts): AnyRoute[] => {
  const { catalogue, store } = sources;
  return [
    defineRoute({
      method: 'get',
      path: '/berhenti/:surat',
      access: 'public',
      input: { params, query: z.object({ selesai: z.string().optional() }) },
      async handle({ params: { surat }, query, language }) {
        const mail = await store.find(surat);
        if (!mail) throw new AppError('NOT_FOUND');
        const isDone = query.selesai !== undefined || (await delivery.isOptedOut(mail.email));
        return page({
          template: 'unsubscribe',
          entry: 'error',
          title: catalogue.text(language, 'unsubscribe.title'),
          session: mail.session,
          view: { mail: surat, isDone },
        });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/berhenti/:surat',
      access: 'public',
      input: { params },
      async handle({ params: { surat } }) {
        await delivery.unsubscribe(surat);
        return redirect(`/berhenti/${surat}?selesai=1`);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/berhenti/:surat',
      access: 'public',
      api: { name: 'unsubscribePage', group: 'service', answer: 'redirect', isLoose: true },
      input: { params },
      handle: ({ params: { surat } }) => redirect(`/berhenti/${surat}`),
    }),
    // Sent by mail programs, which have no form token; it can only end mail.
    defineRoute({
      method: 'post',
      path: '/api/v1/berhenti/:surat',
      access: 'public',
      api: {
        name: 'unsubscribe',
        group: 'service',
        answer: { schema: z.strictObject({ unsubscribed: z.literal(true) }) },
        isLoose: true,
      },
      input: { params },
      async handle({ params: { surat } }) {
        await delivery.unsubscribe(surat);
        return json({ unsubscribed: true });
      },
    }),
  ];
};
