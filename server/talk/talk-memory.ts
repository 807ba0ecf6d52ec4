// What is said in one session, as this process knows it: screens and newcomers are served from here
// without a read. Whatever is put in twice, or late, changes nothing.
import {
  type AnnouncementView,
  APPROVED_SHOWN,
  type CaptionLine,
  joinCaptions,
  type OwnQuestion,
  QUESTION_STATES,
  type QuestionState,
  type QuestionView,
  type TalkView,
} from '../protocol/talk.ts';
import type { Announcement } from './announcement-model.ts';
import type { Caption } from './caption-model.ts';
import type { Question } from './question-model.ts';

export interface SessionTalk {
  /** The newest one, also when it is over. */
  announcement: Announcement | undefined;
  captions: CaptionLine[];
  questions: Map<string, Question>;
}

export const noTalk = (): SessionTalk => ({
  announcement: undefined,
  captions: [],
  questions: new Map(),
});

/** True when it was news: a newer one, or the same one withdrawn. */
export function putAnnouncement(talk: SessionTalk, announcement: Announcement): boolean {
  const known = talk.announcement;
  if (known && known.number > announcement.number) return false;
  const isSame = known?.number === announcement.number;
  if (isSame && (known.withdrawnAt !== null || announcement.withdrawnAt === null)) return false;
  talk.announcement = announcement;
  return true;
}

/** True when the line or its version was new. */
export function putCaption(talk: SessionTalk, { number, version, text }: Caption): boolean {
  const joined = joinCaptions(talk.captions, [{ number, version, text }]);
  const isNew = joined.some((line, index) => line !== talk.captions[index]);
  talk.captions = joined;
  return isNew;
}

/** True when the question or its version was new. */
export function putQuestion(talk: SessionTalk, question: Question): boolean {
  const known = talk.questions.get(question._id);
  if (known && known.version >= question.version) return false;
  talk.questions.set(question._id, question);
  return true;
}

export const questionView = ({ _id: id, text, title, place }: Question): QuestionView => ({
  id,
  text,
  title,
  place,
});

const inOrder = (talk: SessionTalk, ...states: QuestionState[]): Question[] =>
  [...talk.questions.values()]
    .filter(({ state }) => states.includes(state))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a._id.localeCompare(b._id));

/** Approved and waiting for their turn, the one on stage left out; oldest first. */
export const approvedOf = (talk: SessionTalk): QuestionView[] =>
  inOrder(talk, 'approved').map(questionView);

/** The question on stage, and the first of those that wait. */
export function questionNews(talk: SessionTalk): Pick<TalkView, 'shown' | 'approved' | 'desk'> {
  const [shown] = inOrder(talk, 'shown');
  const approved = approvedOf(talk);
  return {
    shown: shown ? questionView(shown) : null,
    approved: { count: approved.length, first: approved.slice(0, APPROVED_SHOWN) },
    desk: { waiting: inOrder(talk, 'new').length },
  };
}

/** One person's questions, the newest first. */
export const ownQuestions = (talk: SessionTalk, registration: string): OwnQuestion[] =>
  [...talk.questions.values()]
    .filter((one) => one.registration === registration)
    .sort((a, b) => b.number - a.number)
    .map(({ _id: id, text, state, reason }) => ({ id, text, state, reason }));

/** The announcement that stands at `now`; null: none. */
export function announcementAt(talk: SessionTalk, now: Date): AnnouncementView | null {
  const { announcement } = talk;
  if (!announcement || announcement.withdrawnAt !== null) return null;
  const { number, text, urgency, until } = announcement;
  if (until !== null && until <= now) return null;
  return { number, text, urgency, until: until?.toISOString() ?? null };
}

/** How many questions stand in each state. */
export const countQuestions = (talk: SessionTalk): Record<QuestionState, number> => {
  const counts = QUESTION_STATES.map((state) => [state, inOrder(talk, state).length] as const);
  // The keys are those of the list of all states.
  return Object.fromEntries(counts) as Record<QuestionState, number>;
};

/** All questions, oldest first. */
export const allQuestions = (talk: SessionTalk): Question[] => inOrder(talk, ...QUESTION_STATES);
