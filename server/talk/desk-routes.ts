// The moderators' page and what is done on it without a script: steps, announcements.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { isAppError } from '../core/app-error.ts';
import { ID_PATTERN } from '../core/ids.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import { isAtLeast } from '../http/staff-roles.ts';
import { isOwner, staffOf, type Visitor } from '../http/visitor.ts';
import { errorStatus } from '../protocol/error-codes.ts';
import { CAPTION_MAX, QUESTION_STEPS, REJECTION_MAX } from '../protocol/talk.ts';
import { announceSchema, moderateSchema, withdrawSchema } from '../protocol/talk-commands.ts';
import { getSession, type SessionDocument } from '../sessions/index.ts';
import {
  type DeskWords,
  presentAnnouncing,
  presentQueue,
  presentReactions,
} from './desk-presenter.ts';
import type { TalkPageServices } from './desk-services.ts';

const PATH = '/kendali/tanya';
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const ofSession = z.object({ sesi: slug });

interface Asking {
  session: SessionDocument;
  visitor: Visitor;
  language: Language;
  /** What was refused: said above the lists. */
  refused?: { error: string; status: number; typed: string };
}

/** Speaks the area `talk-desk`. */
export const deskWords =
  ({ catalogue }: Pick<TalkPageServices, 'catalogue'>, language: Language): DeskWords =>
  (key, parameters) =>
    catalogue.text(language, `talk-desk.${key}`, parameters);

async function deskPage(
  services: TalkPageServices,
  { session, visitor, language, refused }: Asking,
): Promise<PageReply> {
  const { talk, site } = services;
  const words = deskWords(services, language);
  const desk = await talk.desk(session._id);
  const link = await talk.captionLinks.make(session._id);
  const { slug: sesi } = session;
  return page({
    template: 'talk-desk',
    layout: 'staff',
    title: words('title'),
    session: session._id,
    view: {
      isOwner: isOwner(visitor),
      openObjections: await site.openObjections(session._id),
      slug: sesi,
      session: session.title,
      groups: presentQueue(desk, words),
      announcing: presentAnnouncing(desk, words),
      reactions: presentReactions(await talk.stores.reactions.total(session._id), words),
      // Whoever holds it types captions: who may not does not see it.
      ...(isAtLeast(staffOf(visitor).role, 'moderator') && {
        captionLink: site.publicUrl + link.path,
        captionIssue: link.issue,
      }),
      rejectionMax: REJECTION_MAX,
      captionMax: CAPTION_MAX,
      error: refused?.error,
      typed: refused?.typed ?? '',
    },
    data: { session: sesi },
    ...(refused && { status: refused.status }),
  });
}

/** Does it and goes back to the page; a refusal is said on it. */
async function act(
  services: TalkPageServices,
  asking: Asking & { typed?: string },
  work: () => Promise<void>,
): Promise<Reply> {
  try {
    await work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { catalogue } = services;
    const sentence = ['title', 'detail'].map((part) =>
      catalogue.text(asking.language, `errors.${error.code}.${part}`, error.params),
    );
    const status = errorStatus[error.code];
    const refused = { error: sentence.join('. '), status, typed: asking.typed ?? '' };
    return deskPage(services, { ...asking, refused });
  }
  return redirect(`${PATH}?${new URLSearchParams({ sesi: asking.session.slug })}`);
}

const showDesk = (services: TalkPageServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: { query: z.object({ sesi: slug.optional() }) },
    handle: ({ query, visitor, language }) =>
      deskPage(services, { session: getSession(services.live, query.sesi), visitor, language }),
  });

const stepBody = z.object({
  version: moderateSchema.shape.version,
  reason: z.string().max(10_000).optional(),
  shown: z.string().max(16).default(''),
});

const makeStep = (services: TalkPageServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:sesi/:question/:step`,
    access: 'staff',
    input: {
      params: ofSession.extend({
        question: z.string().regex(ID_PATTERN),
        step: z.enum(QUESTION_STEPS),
      }),
      body: stepBody,
    },
    handle({ params, body, visitor, language, address }) {
      const session = getSession(services.live, params.sesi);
      const by = actorOf(staffOf(visitor), address);
      const { question, step } = params;
      const { version, reason } = body;
      const shown = body.shown || null;
      return act(services, { session, visitor, language }, () =>
        services.talk.questions.moderate({ session, question, step, version, reason, shown, by }),
      );
    },
  });

const announceRoutes = (services: TalkPageServices): AnyRoute[] => [
  defineRoute({
    method: 'post',
    path: '/kendali/pengumuman/:sesi',
    access: 'staff',
    input: { params: ofSession, body: announceSchema },
    handle({ params, body, visitor, language, address }) {
      const session = getSession(services.live, params.sesi);
      const by = actorOf(staffOf(visitor), address);
      return act(services, { session, visitor, language, typed: body.text }, () =>
        services.talk.announcements.announce({ session, ...body, by }),
      );
    },
  }),
  defineRoute({
    method: 'post',
    path: '/kendali/pengumuman/:sesi/tarik',
    access: 'staff',
    input: { params: ofSession, body: withdrawSchema },
    handle({ params, body, visitor, language, address }) {
      const session = getSession(services.live, params.sesi);
      const by = actorOf(staffOf(visitor), address);
      return act(services, { session, visitor, language }, () =>
        services.talk.announcements.withdraw(session, body.number, by),
      );
    },
  }),
];

const replaceLink = (services: TalkPageServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: '/kendali/takarir/:sesi/tautan',
    access: 'staff',
    input: { params: ofSession, body: z.object({ issue: z.coerce.number().int().min(1) }) },
    handle({ params, body, visitor, language, address }) {
      const session = getSession(services.live, params.sesi);
      const by = actorOf(staffOf(visitor), address);
      return act(services, { session, visitor, language }, () =>
        services.talk.captionLinks.replace(session._id, body.issue, by),
      );
    },
  });

/** The page, its steps, its announcements and the stenographer's link; for staff. */
export const createDeskRoutes = (services: TalkPageServices): AnyRoute[] => [
  showDesk(services),
  makeStep(services),
  ...announceRoutes(services),
  replaceLink(services),
];
