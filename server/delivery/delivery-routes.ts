// The page "Undangan": what is sent, to whom next, what failed; letters in one ZIP; texts to paste.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { zipStream } from '../core/zip-stream.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { page, redirect, stream } from '../http/reply.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { getSession, type SessionDocument } from '../sessions/index.ts';
import { deliveryView } from './delivery-page.ts';
import type { DeliveryServices } from './delivery-services.ts';
import { REMINDER_STATES } from './mail-model.ts';
import { plainText } from './mail-text.ts';
import { regionLetters } from './region-letters.ts';
import { coordinatorMessage, seatMessage } from './write-message.ts';

const PATH = '/kendali/undangan';
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const params = z.object({ sesi: slug });

/** The public address when nobody else can open it: links in mails and letters would be dead. */
const localUrl = (url: string): string =>
  /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(url) ? url : '';

const say =
  ({ sources }: DeliveryServices, language: RouteContext['language']) =>
  (key: string) =>
    sources.catalogue.text(language, `invitations.${key}`);

const show = (services: DeliveryServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: { query: z.object({ sesi: slug.optional() }) },
    async handle({ query: { sesi }, language, visitor }) {
      const { site, delivery, sources } = services;
      const session = getSession(site.live, sesi);
      const view = deliveryView(
        session,
        await delivery.due(session),
        await delivery.mails(session._id),
      );
      return page({
        template: 'invitations',
        layout: 'staff',
        title: say(services, language)('title'),
        session: session._id,
        // To the page itself: an address with a mark (#) would only be scrolled to.
        ...(view.isSending && { refreshSeconds: 5, refreshTo: `${PATH}?sesi=${session.slug}` }),
        view: {
          ...view,
          canSend: site.canSend,
          localUrl: localUrl(sources.publicUrl),
          perMinute: site.perMinute,
          regions: await sources.regionsOf(session),
          isOwner: isOwner(visitor),
          openObjections: await site.openObjections(session._id),
        },
      });
    },
  });

const act = (
  services: DeliveryServices,
  path: string,
  run: (
    asked: string,
    context: Pick<RouteContext, 'visitor' | 'address'>,
    slug: string,
  ) => Promise<unknown>,
  choices: readonly [string, ...string[]],
): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:sesi/${path}`,
    access: 'staff',
    input: { params, body: z.object({ pilih: z.enum(choices) }) },
    async handle({ params: { sesi }, body, visitor, address }) {
      await run(body.pilih, { visitor, address }, sesi);
      services.site.wake();
      return redirect(`${PATH}?sesi=${sesi}#j-kirim`);
    },
  });

const WANTED = ['invitation', 'coordinator', ...REMINDER_STATES] as const;
const AGAIN = ['refused', 'unknown', 'skipped'] as const;

const letters = ({ site, sources, audit }: DeliveryServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/:sesi/surat.zip`,
    access: 'host',
    input: { params },
    async handle({ params: { sesi }, visitor, address }) {
      const session = getSession(site.live, sesi);
      const by = { ...actorOf(staffOf(visitor), address), session: session._id };
      const files = (await sources.regionsOf(session)).length;
      await audit.write({ event: 'invitations.exported', data: { files }, ...by });
      const now = site.clock.now();
      return stream({
        stream: zipStream(regionLetters(sources, session, now), now),
        type: 'application/zip',
        name: `surat-undangan-${session.slug}.zip`,
      });
    },
  });

/** The texts of a region's seats and of its coordinator; each holds a code. */
async function textsOf(
  { sources }: DeliveryServices,
  session: SessionDocument,
  region: string,
  coordinator: string,
): Promise<{ label: string; text: string }[]> {
  const seats = (await sources.seatsOf(session._id)).filter((seat) => seat.region === region);
  const own = await Promise.all(
    seats.map(async (seat) => {
      const message = await seatMessage(sources, session, seat);
      return message ? [{ label: seat.title, text: plainText(message.paragraphs) }] : [];
    }),
  );
  const agency = await coordinatorMessage(sources, session, region);
  const last = agency ? [{ label: coordinator, text: plainText(agency.paragraphs) }] : [];
  return [...own.flat(), ...last];
}

const texts = (services: DeliveryServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/teks`,
    access: 'host',
    input: { query: z.object({ sesi: slug.optional(), daerah: z.string().max(20).default('') }) },
    async handle({ query: { sesi, daerah }, language, visitor, address }) {
      const { sources, site, audit } = services;
      const session = getSession(site.live, sesi);
      const regions = await sources.regionsOf(session);
      // Codes are shown of the region that was asked for, and of none before one is.
      const region = regions.find(({ code }) => code === daerah);
      const words = say(services, language);
      const shown = region
        ? await textsOf(services, session, region.code, words('texts.coordinator'))
        : [];
      if (region && shown.length > 0) {
        const data = { region: region.code, codes: shown.length };
        const by = { ...actorOf(staffOf(visitor), address), session: session._id };
        await audit.write({ event: 'invitations.codes-shown', data, ...by });
      }
      return page({
        template: 'invitation-texts',
        layout: 'staff',
        title: words('texts.title'),
        session: session._id,
        view: {
          ...{ slug: session.slug, session: session.title, region, isOwner: isOwner(visitor) },
          regions: regions.map((one) => ({ ...one, isChosen: one.code === region?.code })),
          texts: shown,
          openObjections: await site.openObjections(session._id),
        },
      });
    },
  });

/** They belong before the control room's own path. */
export const createDeliveryRoutes = (services: DeliveryServices): AnyRoute[] => {
  const { delivery, site } = services;
  const inSession = (sesi: string) => getSession(site.live, sesi);
  const by = ({ visitor, address }: Pick<RouteContext, 'visitor' | 'address'>) =>
    actorOf(staffOf(visitor), address);
  return [
    show(services),
    texts(services),
    letters(services),
    act(
      services,
      'kirim',
      (asked, who, sesi) =>
        // One of the choices below.
        delivery.queue(inSession(sesi), asked as (typeof WANTED)[number], by(who)),
      WANTED,
    ),
    act(
      services,
      'ulang',
      (asked, who, sesi) =>
        delivery.retry(inSession(sesi), asked as (typeof AGAIN)[number], by(who)),
      AGAIN,
    ),
  ];
};
