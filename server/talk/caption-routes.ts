// The stenographer's page: by a link that opens without effect, or as staff. A line is typed and sent
// by Enter; every line can be corrected. It works as plain forms too.
import { z } from 'zod';
import type { AuditActor } from '../audit/index.ts';
import { actorOf } from '../control/index.ts';
import { AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import { formatTime } from '../http/views/index.ts';
import { COOKIES, isOwner, staffOf, type Visitor } from '../http/visitor.ts';
import { errorStatus } from '../protocol/error-codes.ts';
import { isRunning } from '../protocol/session-names.ts';
import { CAPTION_MAX } from '../protocol/talk.ts';
import { captionSchema, correctSchema } from '../protocol/talk-commands.ts';
import { getSession, type SessionDocument } from '../sessions/index.ts';
import { CAPTIONER_SECONDS, captionActor } from './caption-links.ts';
import type { TalkPageServices } from './desk-services.ts';

/** Lines on the page; the file has all. */
const LINES_SHOWN = 60;
const LINK_PATH = '/takarir/masuk/:token';
const linkParams = z.object({ token: z.string().min(1).max(600) });
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);

/** Where the page lies for whom. */
const WAYS = [
  { access: 'captioner', path: '/takarir' },
  { access: 'staff', path: '/kendali/takarir' },
] as const;
type Way = (typeof WAYS)[number];

interface Asking {
  way: Way;
  session: SessionDocument;
  visitor: Visitor;
  language: Language;
  refused?: { error: string; status: number; typed: string };
}

/** The session that this visitor types for; throws NOT_FOUND, NOT_SIGNED_IN and LINK_INVALID. */
const sessionFor = async (
  { live, talk }: TalkPageServices,
  { access }: Way,
  visitor: Visitor,
  sesi: string | undefined,
): Promise<SessionDocument> => {
  if (access === 'staff') return getSession(live, sesi);
  const session = visitor.captioner && live.find(visitor.captioner.session);
  if (!visitor.captioner || !session) throw new AppError('NOT_SIGNED_IN');
  await talk.captionLinks.requireCurrent(visitor.captioner);
  return session;
};

async function captionPage(
  services: TalkPageServices,
  { way, session, visitor, language, refused }: Asking,
): Promise<PageReply> {
  const { talk, site, catalogue } = services;
  const lines = await talk.stores.captions.listLast(session._id, LINES_SHOWN);
  const isStaff = way.access === 'staff';
  return page({
    template: 'captions',
    layout: isStaff ? 'staff' : 'compact',
    title: catalogue.text(language, 'captions.title'),
    session: session._id,
    view: {
      ...(isStaff && {
        isOwner: isOwner(visitor),
        openObjections: await site.openObjections(session._id),
      }),
      slug: session.slug,
      session: session.title,
      path: way.path,
      // A line sent by the form bears its key from here.
      key: site.newKey(),
      isOpen: isRunning(session.status.session),
      max: CAPTION_MAX,
      // The newest stands under the field that it was typed in.
      lines: lines.reverse().map(({ number, version, text, at }) => ({
        number,
        version,
        text,
        time: formatTime(at, { seconds: true, bare: true }),
      })),
      error: refused?.error,
      typed: refused?.typed ?? '',
    },
    data: { session: session.slug, isOpen: isRunning(session.status.session) },
    ...(refused && { status: refused.status }),
  });
}

const byOf = ({ way, session, visitor }: Asking, address: string) => {
  if (way.access === 'staff') return actorOf(staffOf(visitor), address);
  const actor: AuditActor = captionActor(session._id);
  return { actor, address };
};

const sayRefusal = (
  services: TalkPageServices,
  asking: Asking,
  { error, typed }: { error: unknown; typed: string },
): Promise<Reply> => {
  if (!isAppError(error)) throw error;
  const sentence = ['title', 'detail'].map((part) =>
    services.catalogue.text(asking.language, `errors.${error.code}.${part}`, error.params),
  );
  const refused = { error: sentence.join('. '), status: errorStatus[error.code], typed };
  return captionPage(services, { ...asking, refused });
};

const backTo = ({ way, session }: Asking): Reply =>
  redirect(way.access === 'staff' ? `${way.path}?sesi=${session.slug}` : way.path);

const pageRoutes = (services: TalkPageServices, way: Way): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: way.path,
    access: way.access,
    input: { query: z.object({ sesi: slug.optional() }) },
    async handle({ query, visitor, language }) {
      const session = await sessionFor(services, way, visitor, query.sesi);
      return captionPage(services, { way, session, visitor, language });
    },
  }),
  defineRoute({
    method: 'post',
    path: `${way.path}/baris`,
    access: way.access,
    input: { body: captionSchema.extend({ sesi: slug.optional() }) },
    async handle({ body: { sesi, text, key }, visitor, language, address }) {
      const session = await sessionFor(services, way, visitor, sesi);
      const asking = { way, session, visitor, language };
      try {
        await services.talk.captions.add(session, { text, key }, byOf(asking, address));
      } catch (error) {
        return sayRefusal(services, asking, { error, typed: text });
      }
      return backTo(asking);
    },
  }),
  defineRoute({
    method: 'post',
    path: `${way.path}/koreksi`,
    access: way.access,
    input: { body: correctSchema.extend({ sesi: slug.optional() }) },
    async handle({ body: { sesi, ...line }, visitor, language, address }) {
      const session = await sessionFor(services, way, visitor, sesi);
      const asking = { way, session, visitor, language };
      try {
        await services.talk.captions.correct(session, line, byOf(asking, address));
      } catch (error) {
        return sayRefusal(services, asking, { error, typed: '' });
      }
      return backTo(asking);
    },
  }),
];

const getLink = async ({ talk, live }: TalkPageServices, token: string) => {
  const link = await talk.captionLinks.read(token);
  const session = link && live.find(link.session);
  if (!session) throw new AppError('LINK_INVALID');
  return { link, session };
};

const linkRoutes = (services: TalkPageServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: LINK_PATH,
    access: 'public',
    input: { params: linkParams },
    async handle({ params: { token }, language }) {
      const { session } = await getLink(services, token);
      return page({
        template: 'captions-link',
        title: services.catalogue.text(language, 'captions.title'),
        entry: 'staff-form',
        session: session._id,
        view: { token, session: session.title },
      });
    },
  }),
  defineRoute({
    method: 'post',
    path: LINK_PATH,
    access: 'public',
    input: { params: linkParams },
    async handle({ params: { token } }) {
      const { link } = await getLink(services, token);
      const value = services.site.tokens.captioner.sign(link, CAPTIONER_SECONDS);
      return redirect('/takarir', [{ name: COOKIES.captioner, value, seconds: CAPTIONER_SECONDS }]);
    },
  }),
];

/** The link's two routes, and the page for stenographers and for staff. */
export const createCaptionRoutes = (services: TalkPageServices): AnyRoute[] => [
  ...linkRoutes(services),
  ...WAYS.flatMap((way) => pageRoutes(services, way)),
];
