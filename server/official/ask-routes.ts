// Asking without a script, and all approved questions: a page that does not renew itself, so that
// nothing that is being typed is lost.
import { z } from 'zod';
import { isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page, redirect } from '../http/reply.ts';
import { formatTime } from '../http/views/index.ts';
import { errorStatus } from '../protocol/error-codes.ts';
import { BODY_MAX } from '../protocol/limits.ts';
import { type OfficialServices, sayIn } from './official-services.ts';
import { getVisit, type OfficialVisit, STAGE_PATH } from './official-visit.ts';
import { findPresent, renewPresence } from './stage-routes.ts';
import { presentApproved, presentTalk } from './talk-view.ts';

const PATH = `${STAGE_PATH}/tanya`;
const askBody = z.object({ text: z.string().max(BODY_MAX).catch('').default('') });
const query = z.object({ terkirim: z.string().optional() });

interface AskState {
  sent?: boolean;
  /** What was refused: the text comes back with the reason. */
  refused?: { typed: string; error: string; status: number };
}

async function askPage(
  services: OfficialServices,
  visit: OfficialVisit,
  language: Language,
  { sent = false, refused }: AskState,
): Promise<PageReply> {
  const { catalogue, clock } = services.visitors;
  const say = sayIn(catalogue, language);
  const { session, campaign } = visit;
  const talk = await presentTalk(services, visit, say);
  return page({
    template: 'ask',
    layout: 'compact',
    entry: 'stage-text',
    title: say('talk.ask.title'),
    view: {
      session: session.title,
      campaign: { shortName: campaign.shortName },
      time: formatTime(clock.now()),
      sent,
      talk,
      approved: presentApproved(services, session._id, say),
      typed: refused?.typed ?? '',
      error: refused?.error,
    },
    ...(refused && { status: refused.status }),
  });
}

const sendQuestion = (services: OfficialServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: PATH,
    access: 'official',
    input: { body: askBody },
    async handle({ body: { text }, visitor, language, address }) {
      const visit = await getVisit(services, visitor);
      const { registration, session } = visit;
      const { questions } = services.talk;
      try {
        await questions.ask({ registration, session, text, address });
      } catch (error) {
        // Who has not checked in has no page to be shown it on.
        if (!isAppError(error) || !registration.checkedInAt) throw error;
        const say = sayIn(services.visitors.catalogue, language);
        const sentence = ['title', 'detail'].map((part) =>
          say(`errors.${error.code}.${part}`, error.params),
        );
        const refused = {
          typed: text,
          error: sentence.join('. '),
          status: errorStatus[error.code],
        };
        return askPage(services, visit, language, { refused });
      }
      return redirect(`${PATH}?terkirim=1`);
    },
  });

/** The page and its form. */
export const createAskRoutes = (services: OfficialServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'official',
    input: { query },
    async handle({ visitor, language, query: { terkirim } }) {
      const { present, back } = await findPresent(services, visitor);
      if (!present) return back;
      await renewPresence(services, present);
      return askPage(services, present, language, { sent: terkirim !== undefined });
    },
  }),
  sendQuestion(services),
];
