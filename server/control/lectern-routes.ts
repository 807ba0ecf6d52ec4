// The lectern: a speaker's or the reader's own page, entered by a link that opens without effect.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page, redirect } from '../http/reply.ts';
import { COOKIES, type LecternToken, type VisitorTokens } from '../http/visitor.ts';
import { type SessionDocument, statusOf } from '../sessions/index.ts';
import type { ControlData } from './control-data.ts';
import { LECTERN_SECONDS, type LecternLinks } from './lectern-links.ts';
import { readingOf } from './room-presenter.ts';

interface Parts {
  data: Pick<ControlData, 'live' | 'campaigns'>;
  catalogue: Catalogue;
  links: LecternLinks;
  tokens: VisitorTokens;
}

const path = '/mimbar/masuk/:token';
const params = z.object({ token: z.string().min(1).max(600) });

const speakerOf = ({ data }: Parts, { session: id, speaker: code, role }: LecternToken) => {
  const session = data.live.find(id);
  const speaker = session?.speakers.find((one) => one.code === code && one.role === role);
  if (!session || !speaker) throw new AppError('LINK_INVALID');
  return { session, speaker };
};

const getLink = ({ links }: Parts, token: string): LecternToken => {
  const link = links.read(token);
  if (!link) throw new AppError('LINK_INVALID');
  return link;
};

const readingFor = async ({ data }: Parts, session: SessionDocument): Promise<string[]> => {
  const campaign = await data.campaigns.find(session.campaign);
  return campaign ? readingOf(campaign) : [];
};

async function lecternPage(
  parts: Parts,
  lectern: LecternToken,
  language: Language,
): Promise<PageReply> {
  const { session, speaker } = speakerOf(parts, lectern);
  const isReader = speaker.role === 'reader';
  return page({
    template: 'lectern',
    title: parts.catalogue.text(language, 'lectern.title'),
    layout: 'compact',
    texts: ['ceremony'],
    view: { office: speaker.office, isReader, session: session.title },
    data: {
      isReader,
      status: statusOf(session),
      reading: isReader ? await readingFor(parts, session) : [],
      agenda: session.agenda.map(({ id, title }) => ({ id, title })),
    },
  });
}

const showLink = (parts: Parts): AnyRoute =>
  defineRoute({
    method: 'get',
    path,
    access: 'public',
    input: { params },
    handle({ params: { token }, language }) {
      const { session, speaker } = speakerOf(parts, getLink(parts, token));
      const title = parts.catalogue.text(language, 'lectern-link.title');
      const view = { token, office: speaker.office, role: speaker.role, session: session.title };
      return page({ template: 'lectern-link', title, entry: 'staff-form', view });
    },
  });

const takeLink = (parts: Parts): AnyRoute =>
  defineRoute({
    method: 'post',
    path,
    access: 'public',
    input: { params },
    handle({ params: { token } }) {
      const link = getLink(parts, token);
      speakerOf(parts, link);
      const { session, speaker, role } = link;
      const value = parts.tokens.lectern.sign({ session, speaker, role }, LECTERN_SECONDS);
      return redirect('/mimbar', [{ name: COOKIES.lectern, value, seconds: LECTERN_SECONDS }]);
    },
  });

const showLectern = (parts: Parts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/mimbar',
    access: 'lectern',
    input: {},
    handle({ visitor, language }) {
      if (!visitor.lectern) throw new AppError('NOT_SIGNED_IN');
      return lecternPage(parts, visitor.lectern, language);
    },
  });

/** The link's two routes and the lectern itself. */
export const createLecternRoutes = (parts: Parts): AnyRoute[] => [
  showLink(parts),
  takeLink(parts),
  showLectern(parts),
];
