// The lectern: a speaker's or the reader's own page, entered by a link that opens without effect.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { page, redirect } from '../http/reply.ts';
import { COOKIES, type LecternToken, type VisitorTokens } from '../http/visitor.ts';
import { type SessionDocument, statusOf } from '../sessions/index.ts';
import type { ControlData } from './control-data.ts';
import { LECTERN_SECONDS, type LecternLinks } from './lectern-links.ts';
import { readingOf } from './room-presenter.ts';

const params = z.object({ token: z.string().min(1).max(600) });

export function createLecternRoutes(options: {
  data: Pick<ControlData, 'live' | 'campaigns'>;
  catalogue: Catalogue;
  links: LecternLinks;
  tokens: VisitorTokens;
}): AnyRoute[] {
  const { data, catalogue, links, tokens } = options;

  const speakerOf = ({ session: id, speaker: code, role }: LecternToken) => {
    const session = data.live.find(id);
    const speaker = session?.speakers.find((one) => one.code === code && one.role === role);
    if (!session || !speaker) throw new AppError('LINK_INVALID');
    return { session, speaker };
  };
  const getLink = (token: string): LecternToken => {
    const link = links.read(token);
    if (!link) throw new AppError('LINK_INVALID');
    return link;
  };
  const readingFor = async (session: SessionDocument): Promise<string[]> => {
    const campaign = await data.campaigns.find(session.campaign);
    return campaign ? readingOf(campaign) : [];
  };
  const lecternPage = async (lectern: LecternToken, language: Language) => {
    const { session, speaker } = speakerOf(lectern);
    const isReader = speaker.role === 'reader';
    return page({
      template: 'lectern',
      title: catalogue.text(language, 'lectern.title'),
      layout: 'compact',
      view: { office: speaker.office, isReader, session: session.title, agenda: session.agenda },
      data: {
        isReader,
        status: statusOf(session),
        reading: isReader ? await readingFor(session) : [],
        agenda: session.agenda.map(({ id, title }) => ({ id, title })),
      },
    });
  };

  return [
    defineRoute({
      method: 'get',
      path: '/mimbar/masuk/:token',
      access: 'public',
      input: { params },
      handle({ params: { token }, language }) {
        const { session, speaker } = speakerOf(getLink(token));
        const title = catalogue.text(language, 'lectern-link.title');
        const view = { token, office: speaker.office, role: speaker.role, session: session.title };
        return page({ template: 'lectern-link', title, entry: 'staff-form', view });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/mimbar/masuk/:token',
      access: 'public',
      input: { params },
      handle({ params: { token } }) {
        const link = getLink(token);
        speakerOf(link);
        const { session, speaker, role } = link;
        const value = tokens.lectern.sign({ session, speaker, role }, LECTERN_SECONDS);
        return redirect('/mimbar', [{ name: COOKIES.lectern, value, seconds: LECTERN_SECONDS }]);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/mimbar',
      access: 'lectern',
      input: {},
      handle({ visitor, language }) {
        if (!visitor.lectern) throw new AppError('NOT_SIGNED_IN');
        return lecternPage(visitor.lectern, language);
      },
    }),
  ];
}
