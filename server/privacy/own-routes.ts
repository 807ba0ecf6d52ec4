// /data-saya: what is stored about oneself, as a page and as a file; correcting it; asking for its
// erasure. /permohonan-data: a request's state without signing in.
import { z } from 'zod';
import { AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import {
  type CookieChange,
  file,
  type PageReply,
  page,
  type Reply,
  redirect,
} from '../http/reply.ts';
import { getVisit, type OfficialVisit, officialCookie, sayIn } from '../official/index.ts';
import { officialActor } from '../registrations/index.ts';
import { correctionSchema, correctOwn } from './own-correction.ts';
import {
  OWN_PATH,
  ownSections,
  presentOwnData,
  presentRequest,
  type RefusedOwn,
} from './own-page.ts';
import type { PrivacyServices } from './privacy-services.ts';

const DONE = ['diajukan', 'ditarik', 'diperbaiki'] as const;
const PRIVATE = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };

type Asking = Pick<RouteContext, 'visitor' | 'language' | 'address'>;

async function ownPage(
  services: PrivacyServices,
  visit: OfficialVisit,
  { language, refused, done }: Pick<Asking, 'language'> & { refused?: RefusedOwn; done?: string },
): Promise<PageReply> {
  return page({
    template: 'own-data',
    layout: 'official',
    entry: 'own-data',
    title: sayIn(services.catalogue, language)('own-data.title'),
    headers: PRIVATE,
    ...(refused && { status: refused.status }),
    view: await presentOwnData(services, visit, {
      language,
      ...(refused && { refused }),
      ...(done && { done }),
    }),
  });
}

/** As services name the official; the audit has their office, never their name. */
const byOf = ({ registration }: OfficialVisit, address: string) => ({
  actor: officialActor(registration, registration.office),
  address,
});

/** Does it and goes back; a refusal is shown on the page with its reason. */
async function act(
  services: PrivacyServices,
  { visitor, language, address }: Asking,
  {
    done,
    run,
    typed,
  }: {
    done: (typeof DONE)[number];
    run: (visit: OfficialVisit, by: ReturnType<typeof byOf>) => Promise<CookieChange[]>;
    typed?: RefusedOwn['typed'];
  },
): Promise<Reply> {
  const visit = await getVisit(services.official, visitor);
  try {
    const cookies = await run(visit, byOf(visit, address));
    return redirect(`${OWN_PATH}?selesai=${done}`, cookies);
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    const say = sayIn(services.catalogue, language);
    const text = say(`errors.${error.code}.detail`, error.params);
    const refused = { error: text, status: error.status, ...(typed && { typed }) };
    return ownPage(services, visit, { language, refused });
  }
}

const show = (services: PrivacyServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: OWN_PATH,
    access: 'official',
    input: { query: z.object({ selesai: z.enum(DONE).optional().catch(undefined) }) },
    async handle({ visitor, language, query: { selesai } }) {
      const visit = await getVisit(services.official, visitor);
      return ownPage(services, visit, { language, ...(selesai && { done: selesai }) });
    },
  });

const exported = (services: PrivacyServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${OWN_PATH}/data.json`,
    access: 'official',
    input: {},
    async handle({ visitor, address }) {
      const visit = await getVisit(services.official, visitor);
      const { registration, seat, session, campaign } = visit;
      const sections = await ownSections(services, visit);
      await services.ground.audit.write({
        event: 'own-data.exported',
        data: { registration: registration._id, format: 'json' },
        session: session._id,
        ...byOf(visit, address),
      });
      const body = {
        exportedAt: services.ground.clock.now().toISOString(),
        campaign: { id: campaign._id, name: campaign.name },
        session: { id: session._id, title: session.title, date: session.date },
        seat: { office: seat.title, place: seat.place },
        data: Object.fromEntries(sections.map(({ name, documents }) => [name, documents])),
      };
      const bytes = Buffer.from(`${JSON.stringify(body, null, 2)}\n`, 'utf8');
      const name = `data-saya-${session.slug}.json`;
      return file({ bytes, type: 'application/json', name, headers: PRIVATE });
    },
  });

const correct = (services: PrivacyServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${OWN_PATH}/perbaiki`,
    access: 'official',
    input: { body: correctionSchema },
    handle: ({ body: typed, ...context }) =>
      act(services, context, {
        done: 'diperbaiki',
        typed,
        run: async (visit, by) => [
          officialCookie(services.official, await correctOwn(services, visit, typed, by)),
        ],
      }),
  });

const ask = (services: PrivacyServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${OWN_PATH}/hapus`,
    access: 'official',
    input: { body: z.object({ pasti: z.string().optional() }) },
    handle: ({ body: { pasti }, ...context }) =>
      act(services, context, {
        done: 'diajukan',
        async run({ registration, session }, by) {
          if (pasti === undefined) throw new AppError('NOT_CONFIRMED');
          await services.erasures.ask(registration, session, by);
          return [];
        },
      }),
  });

const withdraw = (services: PrivacyServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${OWN_PATH}/tarik`,
    access: 'official',
    input: {},
    handle: (context) =>
      act(services, context, {
        done: 'ditarik',
        async run({ registration }, by) {
          await services.erasures.withdraw(registration, by);
          return [];
        },
      }),
  });

/** Whoever has the receipt's address sees the state; it names nobody. */
const receipt = (services: PrivacyServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/permohonan-data/:tanda',
    access: 'public',
    input: { params: z.object({ tanda: z.string().regex(/^[a-z0-9]{26}$/) }) },
    async handle({ params: { tanda }, language }) {
      const erasure = await services.erasureStore.findByReceipt(tanda);
      if (erasure?.rule !== 'request') throw new AppError('NOT_FOUND');
      const say = sayIn(services.catalogue, language);
      return page({
        template: 'erasure-receipt',
        entry: 'own-data',
        title: say('own-data.receipt.title'),
        session: erasure.session,
        headers: PRIVATE,
        view: { request: presentRequest(erasure, language) },
      });
    },
  });

/** All for the person themselves. */
export const createOwnRoutes = (services: PrivacyServices): AnyRoute[] => [
  show(services),
  exported(services),
  correct(services),
  ask(services),
  withdraw(services),
  receipt(services),
];
