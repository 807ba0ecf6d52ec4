// What the moderators' desk shows: the queue in its order, and what was decided last.
import { type DeskQuestion, isOpenQuestion, type TalkDesk } from '../protocol/talk.ts';
import type { Question } from './question-model.ts';
import {
  allQuestions,
  announcementAt,
  countQuestions,
  questionView,
  type SessionTalk,
} from './talk-memory.ts';

/** Most open questions, and most of those decided for good; the files have all. */
const OPEN_SHOWN = 200;
const DECIDED_SHOWN = 20;

export const deskQuestion = (question: Question): DeskQuestion => ({
  ...questionView(question),
  state: question.state,
  version: question.version,
  at: question.at.getTime(),
  reason: question.reason,
  by: question.decidedBy?.label ?? '',
});

/** The desk of a session at `now`. */
export function talkDesk(talk: SessionTalk, now: Date): TalkDesk {
  const all = allQuestions(talk);
  const open = all.filter(({ state }) => isOpenQuestion(state)).slice(0, OPEN_SHOWN);
  const decided = all
    .filter(({ state }) => !isOpenQuestion(state))
    .sort((a, b) => (a.decidedAt?.getTime() ?? 0) - (b.decidedAt?.getTime() ?? 0))
    .slice(-DECIDED_SHOWN);
  return {
    questions: [...open, ...decided].map(deskQuestion),
    counts: countQuestions(talk),
    announcement: announcementAt(talk, now),
    announced: talk.announcement?.number ?? 0,
  };
}
