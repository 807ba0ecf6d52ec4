// The talk as an official's pages show it: captions, the question on stage, and one's own questions.
import { type OwnQuestion, QUESTION_MAX, type QuestionView } from '../protocol/talk.ts';
import { isOpen } from '../registrations/index.ts';
import type { OfficialServices, Say } from './official-services.ts';
import type { OfficialVisit } from './official-visit.ts';

const questionLine = (question: QuestionView, say: Say) => ({
  ...question,
  from: say('talk.from', { title: question.title, place: question.place }),
});

const ownLine = ({ text, state, reason }: OwnQuestion, say: Say) => ({
  text,
  word: say(`talk.client.talk.states.${state}`, { reason: reason ?? '' }),
});

/** The talk of a session for anybody who follows it. */
export async function presentScreenTalk(
  { talk }: Pick<OfficialServices, 'talk'>,
  session: string,
  say: Say,
) {
  await talk.feed.ready(session);
  const { captions = [], shown, approved } = talk.feed.view(session);
  return {
    captions,
    shown: shown ? questionLine(shown, say) : null,
    approved: {
      count: approved?.count ?? 0,
      first: (approved?.first ?? []).map((one) => questionLine(one, say)),
    },
  };
}

/** The same with what is one official's own. */
export async function presentTalk(
  services: Pick<OfficialServices, 'talk'>,
  { registration, session }: Pick<OfficialVisit, 'registration' | 'session'>,
  say: Say,
) {
  return {
    ...(await presentScreenTalk(services, session._id, say)),
    own: services.talk.feed.own(session._id, registration._id).map((one) => ownLine(one, say)),
    canAsk: isOpen(session.status.session),
    max: QUESTION_MAX,
  };
}

/** All approved questions that wait for their turn. */
export const presentApproved = (
  { talk }: Pick<OfficialServices, 'talk'>,
  session: string,
  say: Say,
) => talk.feed.approved(session).map((one) => questionLine(one, say));
