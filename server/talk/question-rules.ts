// Who may ask now, and what a moderator's step makes of a question. Refusals are codes of the table.
import type { ErrorCode } from '../protocol/error-codes.ts';
import type { SessionState } from '../protocol/session.ts';
import { isOver, isRunning } from '../protocol/session-names.ts';
import type { QuestionStep } from '../protocol/talk.ts';
import { afterStep, isOpenQuestion, QUESTIONS_MAX, QUESTIONS_OPEN } from '../protocol/talk.ts';
import type { Question } from './question-model.ts';
import type { QuestionChange } from './question-store.ts';

/** Why nothing can be asked or tapped now; undefined: it can. */
export function talkRefusal(checkedIn: boolean, session: SessionState): ErrorCode | undefined {
  if (isOver(session)) return 'TALK_ENDED';
  if (!isRunning(session)) return 'DOORS_CLOSED';
  return checkedIn ? undefined : 'NOT_CHECKED_IN';
}

/** The first free one of a person's open places; undefined: all are taken. */
export function freeSlot(before: readonly Pick<Question, 'slot'>[]): number | undefined {
  const taken = new Set(before.map(({ slot }) => slot));
  const slots = Array.from({ length: QUESTIONS_OPEN }, (_, index) => index + 1);
  return slots.find((slot) => !taken.has(slot));
}

/** Why somebody with these earlier questions may not ask another one; undefined: they may. */
export function askRefusal(
  before: readonly Pick<Question, 'slot' | 'state'>[],
): ErrorCode | undefined {
  if (before.length >= QUESTIONS_MAX) return 'QUESTIONS_TOO_MANY';
  return freeSlot(before) === undefined ? 'QUESTIONS_OPEN' : undefined;
}

/** What a step changes; undefined when it is not open from the question's state. */
export function changeOf(
  question: Pick<Question, 'state' | 'slot' | 'shownAt'>,
  step: QuestionStep,
  { reason, at }: { reason: string; at: Date },
): QuestionChange | undefined {
  const state = afterStep(question.state, step);
  if (!state) return undefined;
  return {
    state,
    // A place once given up is not taken back: another question may have it.
    slot: isOpenQuestion(state) ? question.slot : null,
    reason: state === 'rejected' ? reason : null,
    decidedAt: at,
    ...(state === 'shown' && question.shownAt === null && { shownAt: at }),
    answeredAt: state === 'answered' ? at : null,
  };
}
