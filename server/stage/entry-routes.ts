// The way in for people of the roster: a link that opens without effect, then their own page, from
// which they wait, are seen and heard when called, and, as the reader, lead the clauses.
import { z } from 'zod';
import type { Campaign } from '../campaigns/index.ts';
import { readingOf } from '../control/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import type { RateLimit } from '../http/rate-limits.ts';
import { type PageReply, page, redirect } from '../http/reply.ts';
import { COOKIES, type VisitorTokens } from '../http/visitor.ts';
import { type LiveSessions, type SessionDocument, statusOf } from '../sessions/index.ts';
import { LECTERN_SECONDS, type LecternLinks } from './lectern-links.ts';
import type { Roster } from './roster-service.ts';
import type { StagePerson } from './stage-model.ts';

export interface EntryParts {
  data: { live: LiveSessions; campaignOf(session: SessionDocument): Promise<Campaign> };
  catalogue: Catalogue;
  roster: Roster;
  links: LecternLinks;
  tokens: VisitorTokens;
  codeLimit: RateLimit;
}

const path = '/mimbar/masuk/:token';
const params = z.object({ token: z.string().min(1).max(600) });

/** Links of the roster are codes; those from before are signed, in two parts. */
const openLink = async (
  { roster, links, codeLimit }: EntryParts,
  token: string,
  address: string,
): Promise<StagePerson> => {
  if (!token.includes('.')) {
    codeLimit.check(address);
    return roster.open(token).catch((error: unknown) => {
      codeLimit.fail(address);
      throw error;
    });
  }
  const link = links.read(token);
  if (!link) throw new AppError('LINK_INVALID');
  return roster.requireCurrent(link);
};

const sessionOf = ({ data }: EntryParts, person: StagePerson): SessionDocument => {
  const session = data.live.find(person.session);
  if (!session) throw new AppError('STAGE_LINK_ENDED');
  return session;
};

const readingFor = async ({ data }: EntryParts, session: SessionDocument): Promise<string[]> =>
  readingOf(await data.campaignOf(session));

async function lecternPage(
  parts: EntryParts,
  person: StagePerson,
  language: Language,
): Promise<PageReply> {
  const session = sessionOf(parts, person);
  const { role, title: office } = person;
  const isReader = role === 'reader';
  return page({
    template: 'lectern',
    title: parts.catalogue.text(language, 'lectern.title'),
    layout: 'compact',
    // The page's own words win over the stage's.
    texts: ['stage', 'floor', 'ceremony', 'green-room', 'lectern'],
    view: {
      office,
      role,
      isReader,
      session: session.title,
      sharesScreen: role === 'speaker' || role === 'hall',
      isHeard: role !== 'interpreter',
    },
    data: {
      isReader,
      role,
      who: `m-${person.code}`,
      status: statusOf(session),
      reading: isReader ? await readingFor(parts, session) : [],
      agenda: session.agenda.map(({ id, title }) => ({ id, title })),
    },
  });
}

const showLink = (parts: EntryParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path,
    access: 'public',
    input: { params },
    async handle({ params: { token }, language, address }) {
      const person = await openLink(parts, token, address);
      const { title: office, role } = person;
      const title = parts.catalogue.text(language, 'lectern-link.title');
      const view = { token, office, role, session: sessionOf(parts, person).title };
      return page({ template: 'lectern-link', title, entry: 'staff-form', view });
    },
  });

const takeLink = (parts: EntryParts): AnyRoute =>
  defineRoute({
    method: 'post',
    path,
    access: 'public',
    input: { params },
    async handle({ params: { token }, address }) {
      const { session, code, role, issue } = await openLink(parts, token, address);
      const own = { session, speaker: code, role, issue };
      const value = parts.tokens.lectern.sign(own, LECTERN_SECONDS);
      return redirect('/mimbar', [{ name: COOKIES.lectern, value, seconds: LECTERN_SECONDS }]);
    },
  });

const showLectern = (parts: EntryParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/mimbar',
    access: 'lectern',
    input: {},
    async handle({ visitor, language }) {
      if (!visitor.lectern) throw new AppError('NOT_SIGNED_IN');
      return lecternPage(parts, await parts.roster.requireCurrent(visitor.lectern), language);
    },
  });

/** The link's two routes and the page of who came by it. */
export const createEntryRoutes = (parts: EntryParts): AnyRoute[] => [
  showLink(parts),
  takeLink(parts),
  showLectern(parts),
];
